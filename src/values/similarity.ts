/**
 * Characters that recognisers take for one another, group by group: the confusions met in scanned forms, the ones known
 * of the characters that form labels are made of, what a cut strip leaves of a character (级 → 及, 上 → F), and the
 * traditional forms that mirrored pages print.
 */
const LOOK_ALIKES = `
  算匏赛箅 元兀无天夭 质卮贡 目日曰白自田且 目H 级及圾 上F土止 下卞 末未木本 士土工王 己已巳 入人八 千干于午 1lI|丨
  0Oo〇○Q 一-—─ 分介兮 值直植値 位伭立泣 名各召 效郊致敫 绩债积续 实买卖 完宄宋 成戌戍咸 情倩清请 况祝兄 预顶颀 期朗
  标际栎 权杈仅 重里童 得待 项顶顷 评诊坪 单草早 主王圭生 管菅官 部陪 门闩 负贷贠 责贵青 填镇 报极执服 科料枓 代伐
  金全余佘 资贷货 财则材 政攻改收 拨拔 其具且 中申巾 当皆 年午牛 结给 转传 他地 执抿抗 行仃 数敖教 量置 时对吋村 社杜
  可司 持特待 因困囚 析折拆 合台含 计汁订 由甲电申田 率卒幸 度庹席 体休 产广严 出岀击 总息急 会金舍 态志 响晌向 满潇
  务夯努 象像 偏编褊 差羞着 进迸井 施旋 综踪棕 姓性妊 职识积 称秭 联耽 系糸 话活括 签筌 章草意 办为力 经径轻终 备各
  说讼 明朋 题趣 概慨 织识 组祖 使便 用甩月 大太犬 小少 内肉 支攴文交 属厉 类娄 定宝 指措掊 济挤 环坏 境镜 众从 县具
  市币巿 区匠 额颔颜 乘剩 到列刭 达迭 专寺 补朴 助肋 此批 复夏 审宙 表麦 型刑 间问 存在 始姑 第弟 例列 调凋 预赛 预顸
  質质 級级 績绩 續续 實实 際际 標标 單单 預预 資资 貸贷 貨货 總总 時时 產产 數数 門门 務务 備备 結结 轉转 執执 報报 財财
  撥拨 滿满 會会 態态 響响 權权 對对 與与 責责 負负 聯联 電电 話话 稱称 職职 開开 題题 問问 說说 況况 組组 織织 經经 濟济
  類类 屬属 專专 補补 區区 縣县 鄉乡 內内 達达 複复 審审 額额 項项 評评 當当 進进 後后 調调 環环 眾众 間间 條条 術术 護护
`;

const GROUPS = LOOK_ALIKES.trim().toLowerCase().split(/\s+/u).map(codesOf);
const PAIR = 0x1_00_00;

/** Both orders of every pair of look-alikes, as first code × 2¹⁶ + second code. */
const ALIKE = new Set(
  GROUPS.flatMap((codes) => codes.flatMap((a) => codes.filter((b) => b !== a).map((b) => a * PAIR + b))),
);

/** A class for each character that has look-alikes: characters of different classes are never alike. */
const CLASSES = joinClasses();

function codesOf(text: string): number[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

function joinClasses(): Map<number, number> {
  const classes = new Map<number, number>();
  for (const codes of GROUPS) {
    const joined = new Set(codes.map((code) => classes.get(code) ?? code));
    const [first = 0] = joined;
    for (const code of codes) classes.set(code, first);
    for (const [code, its] of classes) if (joined.has(its)) classes.set(code, first);
  }
  return classes;
}

/** Costs in tenths, so that sums are exact. */
const EDIT = 10;
const ALIKE_EDIT = 4;

/** Reused between calls: one row of the distance table. */
const row: number[] = [];

/**
 * Edit distance between two labels, case aside: 1 for a character inserted, dropped or replaced, 0.4 where the two are
 * look-alikes (算 and 匏, 元 and 兀, 目 and H).
 */
export function lookAlikeDistance(a: string, b: string): number {
  return tenthsBetween(a.toLowerCase(), b.toLowerCase(), Number.POSITIVE_INFINITY) / EDIT;
}

/** The distance in tenths; any number above `bound` where it is above `bound`. */
function tenthsBetween(a: string, b: string, bound: number): number {
  for (let j = 0; j <= b.length; j += 1) row[j] = j * EDIT;
  for (let i = 1; i <= a.length; i += 1) {
    const code = a.charCodeAt(i - 1);
    let diagonal = row[0] ?? 0;
    let left = i * EDIT;
    let least = left;
    row[0] = left;
    for (let j = 1; j <= b.length; j += 1) {
      const above = row[j] ?? 0;
      left = Math.min(diagonal + substitution(code, b.charCodeAt(j - 1)), above + EDIT, left + EDIT);
      diagonal = above;
      row[j] = left;
      if (left < least) least = left;
    }
    if (least > bound) return least;
  }
  return row[b.length] ?? 0;
}

function substitution(a: number, b: number): number {
  if (a === b) return 0;
  return ALIKE.has(a * PAIR + b) ? ALIKE_EDIT : EDIT;
}

/** Keys are taken for labels between these lengths; outside, too little or too much would have to be believed. */
const SHORTEST = 2;
const LONGEST = 40;

/**
 * The farthest a misread label may be, in tenths, by its length: two characters may differ by one look-alike, up to
 * four by one character, longer ones by a third of their length.
 */
function reach(length: number): number {
  if (length <= 2) return ALIKE_EDIT;
  if (length <= 4) return EDIT;
  return Math.floor(3.4 * length);
}

/** Masks of the keys of an array, made once. */
const masks = new WeakMap<readonly string[], number[]>();

function masksOf(keys: readonly string[]): number[] {
  const known = masks.get(keys);
  if (known !== undefined) return known;
  const made = keys.map(maskOf);
  masks.set(keys, made);
  return made;
}

/** One of 32 bits for each class of characters in the text. */
function maskOf(text: string): number {
  let mask = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    mask |= 1 << (Math.imul(CLASSES.get(code) ?? code, 0x9e_37_79_b1) >>> 27);
  }
  return mask;
}

/**
 * A lower bound of the distance, in tenths: for each bit that only one of the texts has, it has a character that the
 * other must drop or replace by one that is no look-alike.
 */
function leastTenths(a: number, b: number): number {
  return EDIT * Math.max(countBits(a & ~b), countBits(b & ~a));
}

function countBits(mask: number): number {
  let bits = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}

/**
 * The one key that is near enough to be what was misread as `key`; null where none is, and where two different keys are
 * equally near. `keys` are label keys; the same array must be passed unchanged each time, its letters are counted once.
 */
export function closest(key: string, keys: readonly string[]): { key: string; distance: number } | null {
  if (key.length < SHORTEST || key.length > LONGEST) return null;
  const limit = reach(key.length);
  const spread = Math.floor(limit / EDIT);
  const keyMask = maskOf(key);
  const keyMasks = masksOf(keys);
  let found: string | null = null;
  let bound = limit;
  let rivals = 0;
  for (const [index, candidate] of keys.entries()) {
    if (Math.abs(candidate.length - key.length) > spread || candidate === found) continue;
    if (leastTenths(keyMask, keyMasks[index] ?? 0) > bound) continue;
    const distance = tenthsBetween(key, candidate, bound);
    if (distance > bound) continue;
    if (found === null || distance < bound) {
      found = candidate;
      bound = distance;
      rivals = 0;
    } else {
      rivals += 1;
    }
  }
  return found === null || rivals > 0 ? null : { key: found, distance: bound / EDIT };
}
