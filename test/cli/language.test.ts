import { describe, expect, it } from "vitest";
import { languageOf } from "../../src/cli/language.ts";
import { languagesOf } from "../../src/model/bilingual.ts";

describe("languageOf", () => {
  it("takes --lang before the environment, the last where it is given twice", () => {
    expect(languageOf(["extract", "--lang", "en"], { LANG: "zh_CN.UTF-8" })).toBe("en");
    expect(languageOf(["--lang=zh", "extract"], {})).toBe("zh");
    expect(languageOf(["--lang=zh", "extract", "--lang", "en"], {})).toBe("en");
  });

  it("takes LC_ALL before LC_MESSAGES before LANG, and passes over empty ones", () => {
    expect(languageOf([], { LC_ALL: "zh_CN.UTF-8", LANG: "en_US.UTF-8" })).toBe("zh");
    expect(languageOf([], { LC_ALL: "C", LANG: "zh_CN.UTF-8" })).toBe("en");
    expect(languageOf([], { LC_ALL: "", LC_MESSAGES: "zh_TW", LANG: "de_DE" })).toBe("zh");
  });

  it("is English where nothing is said, or something else is", () => {
    expect(languageOf([], {})).toBe("en");
    expect(languageOf(["--lang", "fr"], {})).toBe("en");
    expect(languageOf(["--lang"], {})).toBe("en");
  });

  it("does not read options among the arguments after --", () => {
    expect(languageOf(["extract", "--", "--lang", "zh"], {})).toBe("en");
  });
});

describe("languagesOf", () => {
  it("parts a message that is told in both languages", () => {
    expect(languagesOf("文件不存在 / there is no such file")).toEqual({
      zh: "文件不存在",
      en: "there is no such file",
    });
    expect(languagesOf("“效果”有 6 个得分 / 6 scores stand at “效果”")?.en).toBe("6 scores stand at “效果”");
  });

  it("leaves any other message whole", () => {
    expect(languagesOf("there is no such file / folder")).toBeNull();
    expect(languagesOf("文件不存在")).toBeNull();
    expect(languagesOf("a.yaml:3:1: 应与文件名相同 / must be the name of the file")).toBeNull();
  });
});
