import { z } from "zod";
import { RuleId, Severity, Verdict } from "../model/check.ts";
import { GradeLevel } from "../model/record.ts";
import type { QueueFilter } from "../store/queue.ts";
import { badRequest } from "./http-failure.ts";

/** Stands for records in which the field is not known. */
const UNKNOWN = "-";

const MOST_LISTED = 500;

const orNull = <T extends z.ZodType>(schema: T) =>
  z.union([z.literal(UNKNOWN).transform(() => null), schema]).optional();
const range = z
  .string()
  .regex(/^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/u)
  .transform((text): [number, number] => text.split(",").map(Number) as [number, number])
  .optional();

const Query = z.strictObject({
  year: orNull(z.coerce.number().int()),
  region: orNull(z.string()),
  unit: orNull(z.string()),
  form: z.string().optional(),
  grade: orNull(GradeLevel),
  severity: z.union([Severity, z.literal("none")]).optional(),
  rule: RuleId.optional(),
  verdict: Verdict.optional(),
  score: range,
  rate: range,
  search: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(MOST_LISTED).default(100),
  offset: z.coerce.number().int().min(0).default(0),
});

/** The filter that the query of an address asks for; "-" stands for what is not known. Throws an HttpFailure `bad-request`. */
export function readFilter(query: { [name: string]: string }): QueueFilter {
  const parsed = Query.safeParse(query);
  if (parsed.success) {
    const given = Object.entries(parsed.data).filter(([, value]) => value !== undefined);
    return Object.fromEntries(given);
  }
  const [issue] = parsed.error.issues;
  const name = issue?.path.join(".") || Object.keys(query).join(", ");
  throw badRequest({
    en: `The filter cannot be understood at ${name}: ${issue?.message ?? ""}`,
    zh: `筛选条件有误（${name}）：${issue?.message ?? ""}`,
  });
}
