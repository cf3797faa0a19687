import { isCollection, isMap, isScalar, LineCounter, parseDocument, type Document } from "yaml";
import { z } from "zod";
import { decimal, exactNumber } from "../model/decimal.ts";
import { FormProfile, type GradeBand } from "../model/form-profile.ts";

/** What a profile file says, checked against the schema, before anything is inherited and defaults are filled in. */
export type WrittenProfile = z.input<typeof FormProfile>;

/** A mistake in a profile file and where it is. */
export interface ProfileProblem {
  file: string;
  /** Counted from 1. */
  line: number;
  column: number;
  /** The key it is about: rules.negative[0]. */
  key: string;
  zh: string;
  en: string;
}

type ProblemAt = (path: PropertyKey[], zh: string, en: string) => ProfileProblem;

/** A profile file that was read. */
export interface ProfileFile {
  file: string;
  profile: WrittenProfile;
  /** A mistake at a key, for those that show only beside other files. */
  problemAt: ProblemAt;
}

/**
 * Reads one profile. All values are taken as they are written (YAML schema "failsafe": codes keep their zeros) and
 * become numbers only where the schema asks for one. Gives all mistakes at once.
 */
export function readProfile(file: string, text: string): ProfileFile | { problems: ProfileProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: "failsafe", lineCounter: lines, prettyErrors: false });
  const problemAt: ProblemAt = (path, zh, en) => {
    const { line, col } = lines.linePos(offsetOf(document, path));
    return { file, line, column: col, key: nameKey(path), zh, en };
  };
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => {
      const { line, col } = lines.linePos(pos[0]);
      return {
        file,
        line,
        column: col,
        key: "",
        zh: `不是有效的 YAML：${message}`,
        en: `not valid YAML: ${message}`,
      };
    });
    return { problems };
  }
  const written: unknown = document.toJS();
  convertScalars(written);
  const parsed = FormProfile.safeParse(written);
  if (parsed.success) {
    const risen = risenBand(parsed.data.grades);
    if (risen === null) return { file, profile: written as WrittenProfile, problemAt };
    return {
      problems: [
        problemAt(["grades", risen, "from"], "应低于上一等级的下限", "must be below the grade before"),
      ],
    };
  }
  const problems = parsed.error.issues.flatMap((issue) => describeIssue(issue, problemAt));
  return { problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** The grade whose lower bound is not below that of the grade before it; null where all fall. */
function risenBand(grades: GradeBand[]): number | null {
  const risen = grades.findIndex(({ from }, index) => {
    const before = grades[index - 1];
    return before !== undefined && decimal(from).gte(decimal(before.from));
  });
  return risen === -1 ? null : risen;
}

/** Makes numbers and booleans of the texts for which the schema asks for one, where that loses no digit. */
function convertScalars(written: unknown): void {
  for (const issue of FormProfile.safeParse(written).error?.issues ?? []) {
    if (issue.code !== "invalid_type") continue;
    const parent = issue.path.slice(0, -1).reduce<unknown>(valueAt, written);
    const key = issue.path.at(-1);
    const text = key === undefined ? undefined : valueAt(parent, key);
    if (key === undefined || typeof text !== "string") continue;
    const value = issue.expected === "number" ? numberOf(text) : booleanOf(text, issue.expected);
    if (value !== null) Reflect.set(parent as object, key, value);
  }
}

function valueAt(parent: unknown, key: PropertyKey): unknown {
  return typeof parent === "object" && parent !== null ? Reflect.get(parent, key) : undefined;
}

function numberOf(text: string): number | null {
  return /^-?\d+(?:\.\d+)?$/u.test(text) ? exactNumber(decimal(text)) : null;
}

function booleanOf(text: string, expected: string): boolean | null {
  if (expected !== "boolean" || (text !== "true" && text !== "false")) return null;
  return text === "true";
}

function describeIssue(issue: z.core.$ZodIssue, problemAt: ProblemAt): ProfileProblem[] {
  const { path } = issue;
  switch (issue.code) {
    case "unrecognized_keys": {
      const accepted = keysAt(path).join(", ");
      return issue.keys.map((key) =>
        problemAt([...path, key], `未知的键，可用：${accepted}`, `unknown key; accepted: ${accepted}`),
      );
    }
    case "invalid_value": {
      const accepted = issue.values.join(", ");
      return [problemAt(path, `不接受的值，可用：${accepted}`, `value not accepted; accepted: ${accepted}`)];
    }
    case "invalid_type": {
      const { zh, en } = TYPES.get(issue.expected) ?? { zh: issue.expected, en: issue.expected };
      return [problemAt(path, `此处应为${zh}`, `${en} is wanted here`)];
    }
    case "invalid_format": {
      const { zh, en } = path.at(-1) === "id" ? ID_FORMAT : NUMBER_FORMAT;
      return [problemAt(path, `此处应为${zh}`, `${en} is wanted here`)];
    }
    case "too_small":
      return [
        problemAt(
          path,
          `太少或太小，至少 ${issue.minimum}`,
          `too few or too small; at least ${issue.minimum}`,
        ),
      ];
    case "too_big":
      return [
        problemAt(path, `太多或太大，至多 ${issue.maximum}`, `too many or too big; at most ${issue.maximum}`),
      ];
    case "custom":
    case "invalid_element":
    case "invalid_key":
    case "invalid_union":
    case "not_multiple_of":
      break;
  }
  return [problemAt(path, issue.message, issue.message)];
}

const ID_FORMAT = {
  zh: "小写字母、数字和连字符，如 hubei-20-point",
  en: "a word of lower-case letters, digits and hyphens",
};
const NUMBER_FORMAT = { zh: "不带单位的数字，如 1.3", en: "a number without unit, such as 1.3," };

const TYPES = new Map([
  ["number", { zh: "数字（至多 15 位）", en: "a number of at most 15 digits" }],
  ["boolean", { zh: " true 或 false", en: "true or false" }],
  ["string", { zh: "文字", en: "a text" }],
  ["array", { zh: "列表 [甲, 乙]", en: "a list [a, b]" }],
  ["tuple", { zh: "列表 [甲, 乙]", en: "a list [a, b]" }],
  ["object", { zh: "一组键和值", en: "a group of keys and values" }],
  ["record", { zh: "一组键和值", en: "a group of keys and values" }],
]);

/** The keys that the schema has at a path of the profile. */
function keysAt(path: readonly PropertyKey[]): string[] {
  let schema: z.core.$ZodType = FormProfile;
  for (const step of path) schema = schemaBelow(unwrap(schema), step);
  return acceptedKeys(unwrap(schema));
}

/** The schema without what only makes it optional or gives it a default. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional
    ? unwrap(schema.unwrap())
    : schema;
}

function schemaBelow(schema: z.core.$ZodType, step: PropertyKey): z.core.$ZodType {
  if (schema instanceof z.ZodObject) return schema.shape[String(step)] ?? schema;
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema;
}

function acceptedKeys(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum)
    return schema.keyType.options.map(String);
  return [];
}

function nameKey(path: PropertyKey[]): string {
  return path
    .map((step, depth) =>
      typeof step === "number" ? `[${step}]` : `${depth === 0 ? "" : "."}${String(step)}`,
    )
    .join("");
}

/** Where in the text the key of a path stands, or the nearest thing around it that is there. */
function offsetOf(document: Document, path: PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (pair === undefined) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isCollection(node)) {
      node = node.get(step, true);
      offset = startOf(node) ?? offset;
    } else {
      break;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isCollection(node) ? node.range?.[0] : undefined;
}
