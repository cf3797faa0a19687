import { decimal, type Decimal } from "../model/decimal.ts";
import { YUAN_EXPONENT } from "../model/money.ts";
import { inUnit, shownIn } from "./funds.ts";
import type { Mention, Role } from "./prose.ts";
import { closeness } from "./tolerance.ts";

/** An equation between amounts that a text states. */
export interface ProseRelation {
  verdict: "agrees" | "differs" | "unverifiable";
  rounded: boolean;
  /** The amount that is named, and what the others make of it, in the unit of the named one. */
  reported: Decimal;
  recalculated: Decimal;
  /** "40万元 − 34.45万元 = 5.55万元". */
  equation: string;
  /** The amount named where the equation gives another one. */
  named: string;
  /** Pointers of the fund table that it rests on. */
  evidence: string[];
}

/** An amount of the fund table that prose may name. */
export interface KnownAmount {
  role: Role;
  yuan: Decimal;
  evidence: string[];
}

/** Sentences apart that amounts of one statement may stand, and amounts looked at on either side. */
const SENTENCES = 2;
const NEIGHBOURS = 8;
/** No sentence lists more parts than this; longer runs of amounts are tables that lost their lines. */
const MOST_PARTS = 40;
const EXAMPLES = /等(?![级待于次额])/u;
/** Characters after an amount in which 其中 or 等 belongs to it. */
const TAIL = 8;
const WHOLE_OF = /^[\s，,（(：:；;]*其中/u;
/** Amounts in brackets and after 其中 are parts of parts. */
const NESTED = /其中|[(（]/u;
const SENTENCE_STOP = /[。！!？?\n]/u;

/** What a text says of amounts that can be recalculated: only relations that its words make explicit. */
export function findRelations(
  text: string,
  mentions: readonly Mention[],
  known: readonly KnownAmount[],
): ProseRelation[] {
  const sums = mentions.flatMap((mention, index) => relationsAt(text, mentions, mention, index, known));
  const repeated = mentions.map((mention) => (mention.loose ? null : inTable(mention, known)));
  return [
    ...sums,
    ...numberedParts(text, mentions, known),
    ...repeated.filter((relation) => relation !== null),
  ];
}

function relationsAt(
  text: string,
  mentions: readonly Mention[],
  mention: Mention,
  index: number,
  known: readonly KnownAmount[],
): ProseRelation[] {
  if (mention.loose) return [];
  const found: (ProseRelation | null)[] = [partsOf(text, mentions, index), totalOf(text, mentions, index)];
  if (mention.role === "returned") found.push(...returnedOf(mentions, index, known));
  if (mention.role === "balance") found.push(...balanceOf(mentions, index, known));
  return found.filter((relation) => relation !== null);
}

/** T万元，其中A a万元，B b万元. What 其中 lists need not be all: parts that come to less prove nothing. */
function partsOf(text: string, mentions: readonly Mention[], index: number): ProseRelation | null {
  const whole = mentions[index];
  if (whole === undefined || !WHOLE_OF.test(text.slice(whole.end, whole.end + TAIL))) return null;
  const parts: Mention[] = [];
  for (let at = index + 1; at < mentions.length && parts.length <= MOST_PARTS; at += 1) {
    const part = mentions[at];
    if (part === undefined || part.sentence !== whole.sentence || part.loose || part.isTotal) break;
    if (part.role !== null && part.role !== whole.role) break;
    parts.push(part);
  }
  const last = parts.at(-1);
  if (last === undefined || parts.length < 2 || parts.length > MOST_PARTS) return null;
  const rest = text.slice(last.end, last.end + TAIL).split(SENTENCE_STOP)[0] ?? "";
  if (EXAMPLES.test(text.slice(whole.end, last.end) + rest)) return null;
  const relation = compare(sumOf(parts), whole, parts, joined(parts, " + "), "unverifiable");
  return relation.verdict === "agrees" || relation.recalculated.gt(relation.reported) ? relation : null;
}

/** A a万元，B b万元，合计T万元: the total and all its parts in one sentence. */
function totalOf(text: string, mentions: readonly Mention[], index: number): ProseRelation | null {
  const total = mentions[index];
  if (total === undefined || !total.isTotal) return null;
  const parts: Mention[] = [];
  for (let at = index - 1; at >= 0 && parts.length <= MOST_PARTS; at -= 1) {
    const part = mentions[at];
    if (part === undefined || part.sentence !== total.sentence) break;
    parts.unshift(part);
  }
  const [first] = parts;
  if (first === undefined || parts.length < 2 || parts.length > MOST_PARTS) return null;
  if (parts.some((part) => part.loose || part.isTotal || part.role !== null)) return null;
  const span = text.slice(first.start, total.end);
  if (NESTED.test(span) || EXAMPLES.test(span)) return null;
  return compare(sumOf(parts), total, parts, joined(parts, " + "), "differs");
}

/** Budget less what was returned is what was allocated, if nothing else happened to it. */
function returnedOf(
  mentions: readonly Mention[],
  index: number,
  known: readonly KnownAmount[],
): ProseRelation[] {
  const returned = mentions[index];
  const near = neighbours(mentions, index);
  const [budget, secondBudget] = ofRole(near, "budget");
  const [allocated, secondAllocated] = ofRole(near, "allocated");
  const several = secondBudget ?? secondAllocated ?? ofRole(near, "returned")[0];
  if (returned === undefined || budget === undefined || allocated === undefined || several !== undefined) {
    return [];
  }
  const parts = [budget, returned];
  const left = budget.yuan.minus(returned.yuan);
  const relation = compare(left, allocated, parts, joined(parts, " − "), "unverifiable");
  return [relation, ...againstTable(relation, [budget, allocated], known)];
}

/**
 * Budget or allocation less what was spent is the balance. That is so by definition, but whether the amounts are about
 * the same money is certain only where the fund table has both of them.
 */
function balanceOf(
  mentions: readonly Mention[],
  index: number,
  known: readonly KnownAmount[],
): ProseRelation[] {
  const balance = mentions[index];
  if (balance === undefined) return [];
  const near = neighbours(mentions, index);
  const before = near.filter((mention) => mention.end <= balance.start);
  const [spent, secondSpent] = ofRole(before, "spent").filter(
    (mention) => balance.sentence - mention.sentence <= 1,
  );
  const wholes = [...ofRole(before, "budget"), ...ofRole(before, "allocated")];
  if (spent === undefined || secondSpent !== undefined) return [];
  const only = wholes.length === 1 && ofRole(near, "balance").length === 0;
  const candidates = wholes.map((whole) => {
    const parts = [whole, spent];
    const anchored = only && parts.every((mention) => inTable(mention, known) !== null);
    const otherwise = anchored ? "differs" : "unverifiable";
    const relation = compare(whole.yuan.minus(spent.yuan), balance, parts, joined(parts, " − "), otherwise);
    return [relation, ...againstTable(relation, [whole, spent, balance], known)];
  });
  return candidates.find(([relation]) => relation?.verdict === "agrees") ?? candidates[0] ?? [];
}

/**
 * Amounts that agree among themselves, one of which the fund table has in the same role: where it has another amount for
 * another of them, text and table contradict each other.
 */
function againstTable(
  relation: ProseRelation,
  mentions: readonly Mention[],
  known: readonly KnownAmount[],
): ProseRelation[] {
  const anchored = mentions.some((mention) => inTable(mention, known) !== null);
  if (relation.verdict !== "agrees" || relation.rounded || !anchored) return [];
  return mentions.flatMap((mention) => {
    const other = known.find((amount) => amount.role === mention.role);
    if (other === undefined || inTable(mention, known) !== null) return [];
    return [
      {
        verdict: "differs" as const,
        rounded: false,
        reported: mention.amount,
        recalculated: inUnit(other.yuan, mention.unit),
        equation: `资金表 ${shownIn(other.yuan, mention.unit)}`,
        named: mention.text,
        evidence: other.evidence,
      },
    ];
  });
}

/** An amount that the fund table has in the same role; another amount may be about other money. */
function inTable(mention: Mention, known: readonly KnownAmount[]): ProseRelation | null {
  const match = known.find((amount) => amount.role === mention.role && amount.yuan.eq(mention.yuan));
  if (match === undefined) return null;
  return {
    verdict: "agrees",
    rounded: false,
    reported: mention.amount,
    recalculated: mention.amount,
    equation: `${mention.text} = 资金表 ${shownIn(match.yuan, mention.unit)}`,
    named: mention.text,
    evidence: match.evidence,
  };
}

/** Items 1. 2. 3. with one amount each that together make an amount of the fund table or a total named before them. */
function numberedParts(
  text: string,
  mentions: readonly Mention[],
  known: readonly KnownAmount[],
): ProseRelation[] {
  return numberedLists(text).flatMap((items) => {
    const parts = oneEach(items, mentions);
    if (parts === null) return [];
    const sum = sumOf(parts);
    const match = known.find((amount) => amount.yuan.eq(sum));
    const [first] = parts;
    if (match === undefined || first === undefined) return [];
    const total = inUnit(sum, first.unit);
    return [
      {
        verdict: "agrees" as const,
        rounded: false,
        reported: total,
        recalculated: total,
        equation: `${joined(parts, " + ")} = ${shownIn(sum, first.unit)}`,
        named: shownIn(sum, first.unit),
        evidence: match.evidence,
      },
    ];
  });
}

/** The one amount of each item; null where an item has none or several. */
function oneEach(
  items: readonly { start: number; end: number }[],
  mentions: readonly Mention[],
): Mention[] | null {
  const parts: Mention[] = [];
  let at = 0;
  for (const { start, end } of items) {
    while ((mentions[at]?.start ?? end) < start) at += 1;
    const only = mentions[at];
    const second = mentions[at + 1];
    if (only === undefined || only.end > end || (second !== undefined && second.start < end)) return null;
    parts.push(only);
  }
  return parts;
}

const ITEM = /(?:^|[\n。；;：:])\s*(?:(\d{1,2})\s*[.、．](?!\d{1,2}(?:\D|$))|[（(](\d{1,2})[）)])/gu;

/** Runs of items numbered from 1 without a gap, at least two. */
function numberedLists(text: string): { start: number; end: number }[][] {
  const items = Array.from(text.matchAll(ITEM), (item) => ({
    number: Number(item[1] ?? item[2]),
    start: item.index + item[0].length,
    from: item.index,
  }));
  const lists: { start: number; end: number }[][] = [];
  let list: { start: number; end: number }[] = [];
  for (const [index, { number, start }] of items.entries()) {
    if (number === 1) list = [];
    if (number !== list.length + 1) continue;
    const next = items[index + 1];
    if (next?.number === number + 1) {
      list.push({ start, end: next.from });
      continue;
    }
    const line = text.indexOf("\n", start);
    list.push({ start, end: line === -1 ? text.length : line });
    if (list.length >= 2) lists.push(list);
    list = [];
  }
  return lists;
}

function neighbours(mentions: readonly Mention[], index: number): Mention[] {
  const centre = mentions[index];
  if (centre === undefined) return [];
  return mentions
    .slice(Math.max(0, index - NEIGHBOURS), index + NEIGHBOURS + 1)
    .filter(
      (mention) =>
        mention !== centre && !mention.loose && Math.abs(mention.sentence - centre.sentence) <= SENTENCES,
    );
}

/** The mentions of a role, each amount once. */
function ofRole(mentions: readonly Mention[], role: Role): Mention[] {
  const found: Mention[] = [];
  for (const mention of mentions) {
    if (mention.role === role && !found.some((other) => other.yuan.eq(mention.yuan))) found.push(mention);
  }
  return found;
}

function sumOf(mentions: readonly Mention[]): Decimal {
  return mentions.reduce((sum, mention) => sum.plus(mention.yuan), decimal("0"));
}

function joined(mentions: readonly Mention[], sign: string): string {
  return mentions.map((mention) => mention.text).join(sign);
}

/** Holds what an equation gives against the amount that is named for it. */
function compare(
  result: Decimal,
  named: Mention,
  parts: readonly Mention[],
  expression: string,
  otherwise: "differs" | "unverifiable",
): ProseRelation {
  const equal = result.eq(named.yuan);
  const rounded = !equal && isRounding(result, named, parts);
  return {
    verdict: equal || rounded ? "agrees" : otherwise,
    rounded,
    reported: named.amount,
    recalculated: inUnit(result, named.unit),
    equation: `${expression} = ${shownIn(result, named.unit)}`,
    named: named.text,
    evidence: [],
  };
}

/**
 * Rounding explains a difference where the named amount has fewer places than its parts, or where amounts in 元 stand
 * beside amounts in 万元: then the last place of the coarser unit leaves room.
 */
function isRounding(result: Decimal, named: Mention, parts: readonly Mention[]): boolean {
  if (closeness(result, named.yuan, named.place) === "rounded") return true;
  const all = [named, ...parts];
  const coarsest = all.reduce(
    (coarse, { unit }) => (YUAN_EXPONENT[unit] > YUAN_EXPONENT[coarse] ? unit : coarse),
    named.unit,
  );
  if (all.every(({ unit }) => unit === coarsest)) return false;
  const places = all.filter(({ unit }) => unit === coarsest).map(({ place }) => place);
  return places.every((place) => result.minus(named.yuan).abs().lt(place));
}
