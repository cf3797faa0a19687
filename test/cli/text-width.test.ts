import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutTo, padTo, printable, widthOf, wrapTo } from "../../src/cli/text-width.ts";

const mixed = fc.stringMatching(/^[a-z0-9 ，。（）万元得分ＡＢ≥％㎡😀é]{0,40}$/u);

describe("widthOf", () => {
  it("counts Chinese, full-width forms and emoji as two columns, everything else as one", () => {
    expect(widthOf("score 95.5")).toBe(10);
    expect(widthOf("得分（万元）")).toBe(12);
    expect(widthOf("Ａ％，")).toBe(6);
    expect(widthOf("≥98% — “…”")).toBe(10);
    expect(widthOf("😀")).toBe(2);
    expect(widthOf("𠮷")).toBe(2);
  });

  it("counts combining marks, joiners and colour codes as none", () => {
    expect(widthOf("e\u0301")).toBe(1);
    expect(widthOf("a\u200bb")).toBe(2);
    expect(widthOf("\u001b[31m错误\u001b[39m")).toBe(4);
  });
});

describe("padTo", () => {
  it("fills up to the width, at either side, and leaves what is longer", () => {
    expect(padTo("得分", 6)).toBe("得分  ");
    expect(padTo("得分", 6, "right")).toBe("  得分");
    expect(padTo("得分合计", 6)).toBe("得分合计");
  });
});

describe("cutTo", () => {
  it("marks what was cut, and never splits a wide character", () => {
    expect(cutTo("道路养护项目", 12)).toBe("道路养护项目");
    expect(cutTo("道路养护项目", 8)).toBe("道路养…");
    expect(cutTo("道路养护项目", 7)).toBe("道路养…");
  });

  it("keeps the end where that tells more", () => {
    expect(cutTo("fixtures/forms/source.txt:25", 14, "start")).toBe("…source.txt:25");
    expect(cutTo("a.txt", 5, "start")).toBe("a.txt");
  });

  it("never takes more than the width", () => {
    fc.assert(
      fc.property(
        mixed,
        fc.integer({ min: 1, max: 30 }),
        (text, width) => widthOf(cutTo(text, width)) <= width,
      ),
    );
    expect(cutTo("", 1)).toBe("");
  });
});

describe("wrapTo", () => {
  it("breaks Chinese anywhere but before closing punctuation, and keeps words whole", () => {
    expect(wrapTo("全年养护道路一百公里，全部完成。", 10)).toEqual([
      "全年养护道",
      "路一百公",
      "里，全部完",
      "成。",
    ]);
    expect(wrapTo("scores add to ninety", 10)).toEqual(["scores add", "to ninety"]);
  });

  it("keeps line breaks", () => {
    expect(wrapTo("一\n\n二", 10)).toEqual(["一", "", "二"]);
  });

  it("loses nothing but the white space at breaks, and keeps to the width", () => {
    fc.assert(
      fc.property(mixed, fc.integer({ min: 4, max: 30 }), (text, width) => {
        const lines = wrapTo(text, width);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe("printable", () => {
  it("lets no text steer the terminal", () => {
    expect(printable("a\u001b[2Jb")).toBe("a�[2Jb");
    expect(printable("a\r\nb\tc")).toBe("a  b c");
    expect(printable("\u202egnp.exe")).toBe("�gnp.exe");
  });
});
