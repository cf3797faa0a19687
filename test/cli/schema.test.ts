import { describe, expect, it } from "vitest";
import { z } from "zod";
import { RuleId } from "../../src/model/check.ts";
import { EXTRACTION_SCHEMA } from "../../src/model/extraction.ts";
import { sampleDocument } from "../store/sample-document.ts";
import { useWorkFolder } from "./work-folder.ts";

const work = useWorkFolder();

async function published(): Promise<z.core.JSONSchema.JSONSchema> {
  const { code, out, err } = await work.fuhe(["schema"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return JSON.parse(out) as z.core.JSONSchema.JSONSchema;
}

describe("fuhe schema", () => {
  it("describes what extract gives, and refuses what it does not", async () => {
    const schema = z.fromJSONSchema(await published());
    const extraction = { schema: EXTRACTION_SCHEMA, documents: [sampleDocument("a.txt")] };
    expect(schema.safeParse(extraction).error).toBeUndefined();
    expect(schema.safeParse({ ...extraction, schema: "fuhe.extraction/0" }).success).toBe(false);
    expect(schema.safeParse({ ...extraction, more: 1 }).success).toBe(false);
    expect(schema.safeParse({ ...extraction, documents: [{ source: "a.txt" }] }).success).toBe(false);
  });

  it("names the draft it is written in, and each rule", async () => {
    const schema = await published();
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(JSON.stringify(schema)).toContain(JSON.stringify(RuleId.options));
  });
});
