import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { BUILT_IN_PROFILES, loadProfiles } from "../../src/forms/load-profiles.ts";
import { matchForm } from "../../src/forms/match-form.ts";
import { FormProfile } from "../../src/model/form-profile.ts";
import { FAMILY_FORMS } from "./family-forms.ts";
import { rowsOf } from "./rows-of.ts";

const readme = readFileSync(join(BUILT_IN_PROFILES, "README.md"), "utf8");

interface JsonSchema {
  properties?: { [key: string]: JsonSchema };
  items?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  propertyNames?: { enum?: string[] };
}

/** Each key of the schema with its path; a closed list of keys also with the names it accepts. */
function listKeys(schema: JsonSchema, path = ""): { path: string; names: string[] | undefined }[] {
  const below = Object.entries(schema.properties ?? {}).flatMap(([key, part]) => {
    const at = path === "" ? key : `${path}.${key}`;
    return [{ path: at, names: part.propertyNames?.enum }, ...listKeys(part, at)];
  });
  const { items, additionalProperties: more } = schema;
  if (items !== undefined) below.push(...listKeys(items, `${path}[]`));
  if (typeof more === "object") below.push(...listKeys(more, `${path}.*`));
  return below;
}

const keys = listKeys(z.toJSONSchema(FormProfile, { io: "input" }) as JsonSchema);
const closedLists = keys.filter(({ names }) => names !== undefined);

test("the README explains every key of the schema, and no other", () => {
  const explained = Array.from(readme.matchAll(/^\| `([^`]+)` \|/gmu), ([, key]) => key);
  expect(explained).toEqual(keys.map(({ path }) => path));
});

test.for(closedLists)("the README lists the names accepted under $path, and no other", ({ path, names }) => {
  const [, list = ""] = readme.split(`\n- \`${path}\`：`, 2);
  const [entry = ""] = list.split(/\n(?:-|\n)/u, 1);
  expect(Array.from(entry.matchAll(/`([^`]+)`/gu), ([, name]) => name)).toEqual(names);
});

test("the README's example loads, and reads its form", () => {
  const [, example = ""] = /```yaml\n(.*?)```/su.exec(readme) ?? [];
  const folder = mkdtempSync(join(tmpdir(), "fuhe-example-"));
  try {
    writeFileSync(join(folder, "example-county.yaml"), example);
    const profiles = loadProfiles([BUILT_IN_PROFILES, folder]);
    const national = FAMILY_FORMS.get("national-ten-column") ?? "";
    const form = national
      .replace("项目支出绩效自评表", "示例县项目支出绩效自评表")
      .replace("其他资金", "乡镇配套资金")
      .replace("得分\t偏差", "得分\t佐证材料\t偏差")
      .concat("\n自评档次\t一档");
    expect(matchForm(rowsOf(form), profiles)).toMatchObject({
      profile: { id: "example-county", funds: { unit: "元" } },
      missing: [],
      unknownLabels: [],
    });
    expect(matchForm(rowsOf(national), profiles).profile.id).toBe("national-ten-column");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
