import { findAmounts, type ProseAmount } from "./amounts.ts";

/** What an amount in prose is said to be. */
export type Role = "budget" | "allocated" | "spent" | "returned" | "balance";

/** An amount with what the words around it say. */
export interface Mention extends ProseAmount {
  role: Role | null;
  /** Approximate, per head, of another year, planned: nothing to calculate with. */
  loose: boolean;
  /** 合计, 共计 or 总计 stands before it. */
  isTotal: boolean;
  /** Number of the sentence it stands in. */
  sentence: number;
}

/** Words by which prose says what an amount is; the last one before it counts. */
const ROLE_WORDS: readonly (readonly [Role, readonly string[]])[] = [
  ["budget", ["预算", "批复", "安排"]],
  ["allocated", ["下达", "到位"]],
  ["spent", ["支出", "执行", "使用", "支付"]],
  ["returned", ["退回", "退还", "收回", "缴回", "交回", "上缴"]],
  ["balance", ["结余", "结转", "剩余", "余额"]],
];
const ROLES = new Map(ROLE_WORDS.flatMap(([role, words]) => words.map((word) => [word, role] as const)));
const ROLE_WORD = new RegExp([...ROLES.keys()].join("|"), "gu");

const LOOSE =
  /人均|户均|每|单价|标准|平均|同比|增加|增长|减少|下降|节约|上年|去年|往年|上一年|次年|明年|下一?年度?|累计|计划|拟|预计|超过?|不足|不低于|不超过|约|近|逾|含|另/u;
const TOTAL = /(?:合计|共计|总计)[\p{Script=Han}]{0,4}$/u;
const YEAR = /(?<!\d)(20\d\d)\s*年/gu;

const CLAUSE_END = /[，,、。；;：:！!？?（()）\n]/u;
const SENTENCE_END = /[。！!？?\n]/gu;
/** The words that say what an amount is stand close to it. */
const REACH = 24;

/** The amounts of a text with their roles; linear in its length. */
export function readMentions(text: string, fiscalYear: number | null): Mention[] {
  const amounts = findAmounts(text);
  if (amounts.length === 0) return [];
  const ends = Array.from(text.matchAll(SENTENCE_END), (end) => end.index);
  let passed = 0;
  let sentence = 0;
  let from = 0;
  let previous = 0;
  return amounts.map((amount) => {
    for (let end = ends[passed]; end !== undefined && end < amount.start; end = ends[passed]) {
      if (text.slice(from, end).trim() !== "") sentence += 1;
      from = end + 1;
      passed += 1;
    }
    const before = clauseBefore(text, Math.max(previous, from), amount.start);
    previous = amount.end;
    const otherYear =
      fiscalYear !== null &&
      Array.from(before.matchAll(YEAR)).some(([, year]) => Number(year) !== fiscalYear);
    return {
      ...amount,
      role: otherYear ? null : (roleBefore(before) ?? roleAfter(text, amount.end)),
      loose: LOOSE.test(before),
      isTotal: TOTAL.test(before),
      sentence,
    };
  });
}

function clauseBefore(text: string, from: number, end: number): string {
  const near = text.slice(Math.max(from, end - REACH), end);
  return near.split(CLAUSE_END).at(-1) ?? "";
}

/** 预算下达 and 下达预算 are both an allocation; 安排支出 may be a plan or a payment. */
function roleBefore(clause: string): Role | null {
  const roles = Array.from(clause.matchAll(ROLE_WORD), ([word]) => ROLES.get(word));
  if (roles.includes("allocated") && roles.includes("budget")) return "allocated";
  if (clause.includes("安排") && roles.includes("spent")) return null;
  return roles.at(-1) ?? null;
}

/** 将34.45万元退回: only what happens to an amount may stand after it. */
function roleAfter(text: string, end: number): Role | null {
  const clause = text.slice(end, end + REACH / 2).split(CLAUSE_END)[0] ?? "";
  const word = /^(?:全部|已|资金|及时|统一)*(退回|退还|收回|缴回|交回|上缴|结余|结转)/u.exec(clause)?.[1];
  return word === undefined ? null : (ROLES.get(word) ?? null);
}
