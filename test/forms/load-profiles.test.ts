import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { BUILT_IN_PROFILES, loadProfiles, profileHash } from "../../src/forms/load-profiles.ts";
import { Failure } from "../../src/model/failure.ts";

const folders: string[] = [];

function folderOf(files: { [name: string]: string | Uint8Array }): string {
  const folder = mkdtempSync(join(tmpdir(), "fuhe-profiles-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

function profile(id: string, rest = ""): string {
  return `id: ${id}\nname: { zh: 甲, en: A }\n${rest}`;
}

/** The message of the Failure, the folder left out. */
function refusalOf(files: { [name: string]: string | Uint8Array }): string {
  const folder = folderOf(files);
  try {
    loadProfiles([folder]);
  } catch (error) {
    if (error instanceof Failure && error.code === "bad-profile")
      return error.message.replaceAll(`${folder}/`, "");
    throw error;
  }
  return "";
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe("loadProfiles", () => {
  test.for(loadProfiles().map((loaded) => [loaded.id, loaded] as const))(
    "reads %s, which comes with the program",
    ([, { grades, vocabulary, rules }]) => {
      expect(grades.map(({ level }) => level)).toEqual(["excellent", "good", "fair", "poor"]);
      expect(vocabulary.fields["project.name"]).toContain("项目名称");
      expect(rules.negative.length).toBeGreaterThan(0);
    },
  );

  test("resolves what a profile extends, over several steps and in any order of files", () => {
    const folder = folderOf({
      "a.yaml": profile("a", "extends: b\nmatch: { labels: [乙] }\nvocabulary: { totals: [甲] }\n"),
      "b.yaml": profile(
        "b",
        "extends: general\nmatch: { labels: [甲] }\nvocabulary: { totals: [乙] }\nfunds: { unit: 元 }\n",
      ),
      "general.yml": profile("general", "vocabulary: { totals: [丙] }\nrules: { executionIn: scorecard }\n"),
      "notes.txt": "not a profile",
    });
    const [a] = loadProfiles([folder]);
    expect(a).toMatchObject({
      vocabulary: { totals: ["甲", "乙", "丙"] },
      funds: { unit: "元" },
      rules: { executionIn: "scorecard" },
    });
  });

  test("a further folder adds to the profiles that come with the program", () => {
    const folder = folderOf({
      "my-county.yaml": profile("my-county", "extends: general\nmatch: { labels: [甲] }\n"),
    });
    const ids = loadProfiles([BUILT_IN_PROFILES, folder]).map(({ id }) => id);
    expect(ids).toContain("my-county");
    expect(ids).toHaveLength(loadProfiles().length + 1);
  });

  test("takes single files beside folders, and what is named twice once", () => {
    const folder = folderOf({
      "x.yaml": profile("x", "extends: general\nmatch: { titles: [甲表], labels: [甲] }\n"),
      "broken.yaml": "id: [",
    });
    const file = join(folder, "x.yaml");
    const ids = loadProfiles([BUILT_IN_PROFILES, file, BUILT_IN_PROFILES, file]).map(({ id }) => id);
    expect(ids.toSorted()).toEqual([...loadProfiles().map(({ id }) => id), "x"].toSorted());
  });

  test("tells the mistakes of all files at once", () => {
    const refusal = refusalOf({
      "a.yaml": profile("a", "extend: general\n"),
      "b.yaml": profile("b", "rules: { executionIn: here }\n"),
      "general.yaml": profile("general"),
    });
    expect(refusal.split("\n")).toEqual([
      expect.stringMatching(
        /^a\.yaml:3:1: extend: .*unknown key; accepted: id, name, source, extends, match/u,
      ),
      expect.stringMatching(/^b\.yaml:3:10: rules\.executionIn: .*accepted: funds, scorecard, indicators$/u),
    ]);
  });

  test("refuses unknown parents, circles, missing matches, doubled and misnamed ids", () => {
    const general = profile("general");
    const refusal = (name: string, rest: string, others = {}) =>
      refusalOf({ "general.yaml": general, [`${name}.yaml`]: profile(name, rest), ...others });
    expect(refusal("a", "extends: nowhere\nmatch: { labels: [甲] }\n")).toMatch(
      /^a\.yaml:3:1: extends: .*general$/u,
    );
    expect(refusal("a", "match: { labels: [甲] }\n")).toMatch(
      /^a\.yaml:1:1: extends: .*must name a profile: general$/u,
    );
    expect(refusal("a", "extends: general\n")).toMatch(/^a\.yaml:1:1: match: .*must have labels/u);
    expect(
      refusal("a", "extends: b\nmatch: { labels: [甲] }\n", {
        "b.yaml": profile("b", "extends: general\nmatch: { labels: [甲, 乙] }\n"),
      }),
    ).toMatch(/^a\.yaml:4:1: match: .*must have labels/u);
    expect(
      refusal("a", "extends: b\nmatch: { labels: [甲] }\n", {
        "b.yaml": profile("b", "extends: a\nmatch: { labels: [甲] }\n"),
      }),
    ).toMatch(/^a\.yaml:3:1: extends: .*circle\nb\.yaml:3:1: extends: .*circle$/u);
    expect(refusal("a", "extends: general\nmatch: { labels: [甲] }\n", { "b.yaml": profile("a") })).toMatch(
      /^b\.yaml:1:1: id: .*taken by a\.yaml$/u,
    );
    expect(refusalOf({ "general.yaml": general, "c.yaml": profile("a") })).toMatch(
      /^c\.yaml:1:1: id: .*name of the file$/u,
    );
    expect(refusalOf({ "general.yaml": profile("general", "extends: general\n") })).toMatch(
      /extends no other$/u,
    );
  });

  test("refuses folders without profiles, folders that are not there and files that are not UTF-8", () => {
    expect(refusalOf({})).toMatch(/"general" is missing/u);
    expect(() => loadProfiles(["/nowhere/at/all"])).toThrow(Failure);
    expect(refusalOf({ "general.yaml": Uint8Array.of(0x69, 0xcf, 0xee) })).toMatch(/not UTF-8/u);
  });
});

function hashOf(general: string): string {
  return profileHash(loadProfiles([folderOf({ "general.yaml": general })]));
}

describe("profileHash", () => {
  test("depends on what the profiles say, not on how it is written", () => {
    const one = hashOf("id: general\nname: { zh: 甲, en: A }\nfunds: { unit: 元 }\n");
    const same = hashOf("# 备注\nfunds:\n  unit: 元\nname: { en: A, zh: 甲 }\nid: general\n");
    const other = hashOf("id: general\nname: { zh: 甲, en: A }\nfunds: { unit: 万元 }\n");
    expect(one).toMatch(/^[0-9a-f]{64}$/u);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });
});
