const DIGITS = "〇一二三四五六七八九";
const LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖";
const STEMS = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES = "子丑寅卯辰巳午未申酉戌亥";

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];

/** Lists of a document do not come near it; a count beyond is printed in figures. */
const HIGHEST = 9999;

/** A number as a list prints it; `format` is one of ECMA-376 Part 1, 17.18.59. What is not known is printed in figures. */
export function writeNumeral(count: number, format: string): string {
  if (count < 1 || count > HIGHEST) return String(count);
  switch (format) {
    case "none":
    case "bullet":
      return "";
    case "decimalZero":
      return String(count).padStart(2, "0");
    case "decimalFullWidth":
    case "decimalFullWidth2":
      return String(count).replace(/\d/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfe_e0));
    case "decimalEnclosedCircle":
    case "decimalEnclosedCircleChinese":
      return signOf(count, 0x24_60);
    case "decimalEnclosedParen":
      return signOf(count, 0x24_74);
    case "decimalEnclosedFullstop":
      return signOf(count, 0x24_88);
    case "chineseCounting":
    case "chineseCountingThousand":
    case "taiwaneseCounting":
    case "taiwaneseCountingThousand":
    case "japaneseCounting":
      return writeChinese(count, DIGITS, ["", "十", "百", "千"]).replace(/^一十/u, "十");
    case "chineseLegalSimplified":
    case "japaneseLegal":
    case "ideographLegalTraditional":
      return writeChinese(count, LEGAL_DIGITS, ["", "拾", "佰", "仟"]);
    case "ideographDigital":
    case "japaneseDigitalTenThousand":
    case "taiwaneseDigital":
      return String(count).replace(/\d/gu, (digit) => DIGITS.charAt(Number(digit)));
    case "ideographTraditional":
      return STEMS.charAt(count - 1) || String(count);
    case "ideographZodiac":
      return BRANCHES.charAt(count - 1) || String(count);
    case "lowerLetter":
      return writeLetters(count);
    case "upperLetter":
      return writeLetters(count).toUpperCase();
    case "lowerRoman":
      return writeRoman(count);
    case "upperRoman":
      return writeRoman(count).toUpperCase();
    default:
      return String(count);
  }
}

/** ①, ⑴ and ⒈ go to twenty. */
function signOf(count: number, first: number): string {
  return count <= 20 ? String.fromCharCode(first + count - 1) : String(count);
}

function writeChinese(count: number, digits: string, units: readonly string[]): string {
  const figures = Array.from(String(count), Number);
  const written = figures.map((figure, index) =>
    figure === 0 ? digits.charAt(0) : digits.charAt(figure) + (units[figures.length - 1 - index] ?? ""),
  );
  const zero = digits.charAt(0);
  return written
    .join("")
    .replace(new RegExp(`${zero}+$`, "u"), "")
    .replace(new RegExp(`${zero}+`, "gu"), "零");
}

/** a to z, then aa to zz: the letter is repeated. */
function writeLetters(count: number): string {
  return String.fromCharCode(0x61 + ((count - 1) % 26)).repeat(Math.ceil(count / 26));
}

function writeRoman(count: number): string {
  let rest = count;
  let written = "";
  for (const [value, sign] of ROMAN) {
    written += sign.repeat(Math.floor(rest / value));
    rest %= value;
  }
  return written;
}
