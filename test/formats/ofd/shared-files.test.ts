import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { PositionedPage, Ruling } from "../../../src/model/layout.ts";
import { inMillimetres, read } from "./ofd-file.ts";

/** Files that other programs have written; they stand beside the repository where they are present at all. */
const FOLDER = [process.env["FUHE_SHARED"], resolve(import.meta.dirname, "../../../../shared")]
  .filter((folder) => folder !== undefined)
  .map((folder) => join(folder, "ofd"))
  .find((folder) => existsSync(folder));

/** Points by which a place read off a drawing of the page may be off. */
const NEAR = 4;

/** `[page, text, left, top]` of a word, in points. */
type Seen = [page: number, text: string, left: number, top: number];

interface Expected {
  pages: number;
  words: Seen[];
  warnings?: string[];
}

const HELLO: Seen[] = [
  [1, "你好呀，OFD", 90, 73],
  [1, "Reader&Writer！", 141, 73],
];

const FILES: { [name: string]: Expected } = {
  "1-1.ofd": {
    pages: 3,
    words: [
      [1, "zwd生成文档位置我们生成文档位置生成文档位置生成文档位置位置生成文档位置生成文档位置生", 85, 58],
      [1, "成文档位置生成文档位置", 62, 78],
      [2, "封面", 170, 182],
    ],
    warnings: ["watermark"],
  },
  "AddAttachment.ofd": {
    pages: 1,
    words: [[1, "这是一个带有附件的OFD文件", 90, 76]],
    warnings: ["attachment"],
  },
  "SESV4SignDoc.ofd": { pages: 1, words: HELLO, warnings: ["seal"] },
  "SplitParagraph.ofd": {
    pages: 2,
    words: [
      [1, "报告：", 14, 19],
      [1, "“超长文档“裁切测试", 184, 65],
      [2, "区别位划过()南S南过结K*别B区数南ZB”D区别)目结)(数结D，区位南D”D()划判", 43, 48],
    ],
  },
  "areaholder_fields.ofd": {
    pages: 1,
    words: [
      [1, "姓名", 102, 78],
      [1, "生日", 102, 106],
    ],
  },
  "chineseDir.ofd": { pages: 1, words: HELLO },
  "draw_param_ref.ofd": {
    pages: 5,
    words: [
      [1, "北京增值税电子普通发票", 194, 20],
      [1, "发票代码：", 422, 21],
      [1, "0092--9<+4-+/8+>-0<1<>157731", 361, 88],
      [1, "892577>8548+690161611992<795", 361, 124],
      [1, "9709.00", 431, 160],
      [2, "销售货物或者提供应税劳务、服务清单", 128, 41],
      [2, "97.09", 356, 192],
      [5, "开票日期：", 418, 783],
    ],
    warnings: ["attachment", "seal"],
  },
  "hello.ofd": {
    pages: 2,
    words: [
      [1, "拿来主义", 241, 76],
      [1, "中国一向是所谓“闭关主义”，自己不去，别人也不许来。自", 118, 122],
      [2, "怕给他的东西染污了，徘徊不敢走进门，是孱头；勃然大怒，放一", 90, 74],
    ],
  },
  "hello_watermark.ofd": { pages: 1, words: HELLO, warnings: ["watermark"] },
  "helloworld.ofd": { pages: 1, words: HELLO },
  "helloworld_with_pageblock.ofd": { pages: 1, words: HELLO },
  "keyword2.ofd": {
    pages: 2,
    words: [
      ...HELLO,
      [1, "重庆市马", 174, 486],
      [1, "上融资", 222, 486],
      [1, "司", 318, 486],
      [2, "重庆市马上融", 174, 486],
    ],
  },
  "multiKeywordInTextCode.ofd": {
    pages: 1,
    words: [[1, "打发打发打发打发打发哈哈打发哈哈哈哈哈哈哈哈哈打发", 90, 75]],
  },
  "namespace_no_std.ofd": { pages: 1, words: HELLO },
  "path_unstd.ofd": {
    pages: 2,
    words: [
      [1, "立案决定书", 244, 137],
      [1, "根据《中华人民共和国刑事诉讼法》第", 103, 274],
      [1, "测试数据FLTK", 411, 274],
      [2, "（存根）", 222, 140],
      [2, "批", 110, 416],
      [2, "测试数据AJMC", 175, 237],
    ],
    warnings: ["unseen-text"],
  },
  "v4signed.ofd": {
    pages: 1,
    words: [
      [1, "重庆增值税电子普通发票", 196, 20],
      [1, "14754", 465, 69],
      [1, "00664<120+*+2-984159/29<+>17", 369, 91],
      [1, "583+8<6+4/+5<-01032919663911", 369, 130],
      [1, "购买方", 19, 95],
      [1, "100.00", 436, 162],
      [1, "¥318.00", 477, 278],
    ],
    warnings: ["attachment", "part-name", "seal"],
  },
};

const REFUSED: { [name: string]: string } = {
  // Boxes without a word.
  "Page5.ofd": "empty-file",
  // Two pages with a photograph each.
  "containsJPEG.ofd": "only-images",
};

function bytesOf(name: string): Uint8Array {
  return readFileSync(join(FOLDER ?? "", name));
}

describe.skipIf(FOLDER === undefined)("OFD files of other programs", () => {
  test("are all known here", () => {
    const names = readdirSync(FOLDER ?? "").filter((name) => name.endsWith(".ofd"));
    expect(names.toSorted()).toEqual([...Object.keys(FILES), ...Object.keys(REFUSED)].toSorted());
  });

  test.each(Object.entries(FILES))(
    "%s opens with its text in place",
    async (name, { pages, words, warnings = [] }) => {
      const got = await read(bytesOf(name));
      expect(got.pages).toHaveLength(pages);
      for (const [page, text, left, top] of words) {
        const places = got.pages[page - 1]?.words
          .filter((word) => word.text === text)
          .map(({ box }) => Math.max(Math.abs(box[0] - left), Math.abs(box[1] - top)));
        expect([text, Math.min(...(places ?? []), Infinity) < NEAR]).toEqual([text, true]);
      }
      const codes = got.warnings.map(({ code }) => code).filter((code) => code !== "missing-part");
      expect(codes.toSorted()).toEqual(warnings);
    },
  );

  test.each(Object.entries(REFUSED))("%s is refused: %s", async (name, code) => {
    await expect(read(bytesOf(name))).rejects.toThrow(expect.objectContaining({ code }));
  });

  test("the invoice has the walls that are seen on it", async () => {
    const { pages } = await read(bytesOf("v4signed.ofd"));
    const { rulings, images } = pages[0] as PositionedPage;
    const walls = (orientation: Ruling["orientation"]) =>
      [
        ...new Set(
          inMillimetres(rulings.filter((one) => one.orientation === orientation).map(({ at }) => at)),
        ),
      ].toSorted((one, other) => one - other);
    expect(walls("horizontal")).toEqual([18, 19, 30, 52, 96, 104, 124]);
    expect(walls("vertical")).toEqual([
      4.5, 12.5, 56.5, 82.5, 94.5, 114.5, 119.5, 124.5, 134.5, 164.5, 175.5, 205.5,
    ]);
    expect(images.map(inMillimetres)).toEqual([[8.5, 3.5, 28.5, 23.5]]);
  });
});
