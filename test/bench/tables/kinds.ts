import {
  experiment,
  form,
  paragraph,
  paragraphChinese,
  sentence,
  statement,
  statistics,
  texts,
  yearbookChinese,
} from "./contents.ts";
import type { Draws } from "./draws.ts";
import type { Block, ModelDocument, ModelTable, Rules, Style } from "./model.ts";
import type { Words } from "./words.ts";

type Producer = "chromium" | "libreoffice" | "latex" | "groff";

/** A document and the program that is to print it. */
export interface Planned {
  document: ModelDocument;
  producer: Producer;
}

interface Plan {
  producers: readonly Producer[];
  draw: (draws: Draws, words: Words, producer: Producer) => Partial<ModelDocument> & { pages: Block[][] };
}

function style(draws: Draws, rules: Rules, more: Partial<Style> = {}): Style {
  return {
    rules,
    zebra: false,
    headFill: false,
    leaders: false,
    padding: draws.one([1, 2, 3, 4]),
    width: draws.chance(0.7) ? "full" : "auto",
    ...more,
  };
}

/** A table between paragraphs, once or twice on pages of their own. */
function framed(draws: Draws, words: Words, blocks: () => Block[]): { pages: Block[][] } {
  const page = (): Block[] => [
    { kind: "heading", text: draws.one(words.measures) },
    { kind: "prose", text: paragraph(draws, words) },
    ...blocks(),
    { kind: "prose", text: paragraph(draws, words) },
  ];
  return { pages: [page(), page()] };
}

function table(made: ModelTable, look: Style, across = false): Block {
  return { kind: "table", table: made, style: look, ...(across ? { across } : {}) };
}

function anyTable(draws: Draws, words: Words, small = false): ModelTable {
  const wish = small ? { rows: draws.whole(4, 6), columns: 3 } : {};
  return draws.chance(0.5) ? statistics(draws, words, wish) : experiment(draws, words, wish);
}

const OFFICES = ["chromium", "libreoffice"] as const;
const ALL = ["chromium", "libreoffice", "latex"] as const;

const PLANS: { readonly [kind: string]: Plan } = {
  ruled: {
    producers: ALL,
    draw: (draws, words) =>
      framed(draws, words, () => [
        table(
          draws.chance(0.4) ? texts(draws, words) : statistics(draws, words),
          style(draws, "all", { headFill: draws.chance(0.4) }),
        ),
      ]),
  },
  "ruled-spans": {
    producers: OFFICES,
    draw: (draws, words) =>
      framed(draws, words, () => [
        table(
          statistics(draws, words, { levels: draws.one([2, 3]), columns: 4, blank: 0.15 }),
          style(draws, "all"),
        ),
      ]),
  },
  form: {
    producers: OFFICES,
    draw: (draws, words) =>
      framed(draws, words, () => [table(form(draws, words), style(draws, "all", { width: "full" }))]),
  },
  booktabs: {
    producers: ALL,
    draw: (draws, words) =>
      framed(draws, words, () => [
        table(
          draws.chance(0.6)
            ? experiment(draws, words, { levels: draws.one([1, 2]), columns: 3 })
            : statistics(draws, words, { levels: draws.one([1, 2]), columns: 4 }),
          style(draws, "booktabs"),
        ),
      ]),
  },
  "rules-between-rows": {
    producers: ALL,
    draw: (draws, words) =>
      framed(draws, words, () => [
        table(draws.chance(0.5) ? texts(draws, words) : statistics(draws, words), style(draws, "rows")),
      ]),
  },
  "rules-partly": {
    producers: ALL,
    draw: (draws, words) =>
      framed(draws, words, () => [
        table(statistics(draws, words), style(draws, draws.one(["columns", "header", "frame"]))),
      ]),
  },
  zebra: {
    producers: ALL,
    draw: (draws, words) =>
      framed(draws, words, () => [
        table(
          draws.chance(0.5) ? texts(draws, words) : anyTable(draws, words),
          style(draws, "none", { zebra: true, headFill: draws.chance(0.7), width: "full" }),
        ),
      ]),
  },
  bare: {
    producers: ALL,
    draw: (draws, words) => framed(draws, words, () => [table(anyTable(draws, words), style(draws, "none"))]),
  },
  "bare-blanks": {
    producers: ALL,
    draw: (draws, words) =>
      framed(draws, words, () => [
        table(
          statistics(draws, words, { columns: 5, blank: 0.3 }),
          style(draws, draws.one(["none", "header"])),
        ),
      ]),
  },
  "bare-texts": {
    producers: ALL,
    draw: (draws, words) =>
      framed(draws, words, () => [
        table(
          texts(draws, words),
          style(draws, draws.one(["none", "header"]), { width: "full", padding: draws.one([2, 4, 5]) }),
        ),
      ]),
  },
  "bare-spans": {
    producers: OFFICES,
    draw: (draws, words) =>
      framed(draws, words, () => [
        table(
          statistics(draws, words, { levels: draws.one([2, 3]), columns: draws.one([4, 6]), rows: 8 }),
          style(draws, draws.one(["none", "header"]), { width: "full" }),
        ),
      ]),
  },
  groups: {
    producers: ALL,
    draw: (draws, words) =>
      framed(draws, words, () => [
        table(
          statistics(draws, words, { grouped: true }),
          style(draws, draws.one(["none", "booktabs", "header"])),
        ),
      ]),
  },
  statement: {
    producers: ALL,
    draw: (draws, words, producer) =>
      framed(draws, words, () => [
        table(
          statement(draws, words),
          style(draws, "none", {
            width: "full",
            padding: draws.one([1, 2]),
            leaders: producer === "latex" && draws.chance(0.6),
          }),
        ),
      ]),
  },
  yearbook: {
    producers: OFFICES,
    draw: (draws, words) => ({
      pages: [0, 1].map(() => [
        table(
          statistics(draws, words, {
            levels: draws.one([1, 2]),
            columns: 6,
            rows: 12,
            grouped: draws.chance(0.5),
            blank: 0.1,
          }),
          style(draws, draws.one(["booktabs", "header", "none"]), { padding: 1, width: "full" }),
        ),
      ]),
      size: 8,
    }),
  },
  "yearbook-zh": {
    producers: OFFICES,
    draw: (draws, words) => ({
      pages: [0, 1].map(() => [
        { kind: "prose", text: paragraphChinese(draws, words) } as const,
        table(
          yearbookChinese(draws, words),
          style(draws, draws.one(["booktabs", "header", "none", "columns"]), { width: "full" }),
        ),
        { kind: "prose", text: paragraphChinese(draws, words) } as const,
      ]),
      language: "zh",
    }),
  },
  "two-columns": {
    producers: ["chromium", "latex", "latex"],
    draw: (draws, words) => {
      const text = (count: number): Block[] =>
        Array.from({ length: count }, () => ({ kind: "prose", text: paragraph(draws, words, 4) }));
      const small = () =>
        table(
          draws.chance(0.6)
            ? experiment(draws, words, { columns: 3, caption: true, notes: false })
            : statistics(draws, words, { columns: 2, rows: 6, caption: true, notes: false }),
          style(draws, draws.one(["booktabs", "header", "none"]), { padding: 1, width: "auto" }),
        );
      const wide = table(
        experiment(draws, words, { levels: 2, columns: 3, caption: true, notes: false }),
        style(draws, "booktabs", { padding: 1 }),
        true,
      );
      return {
        pages: [[...text(2), small(), ...text(3), ...(draws.chance(0.5) ? [wide] : [])]],
        columns: 2,
        size: 9,
      };
    },
  },
  several: {
    producers: ALL,
    draw: (draws, words) => ({
      pages: [0, 1]
        .map(() =>
          Array.from({ length: 3 }, () =>
            table(
              anyTable(draws, words, true),
              style(draws, draws.one(["none", "booktabs", "all", "rows", "header"]), { padding: 1 }),
            ),
          ),
        )
        .map((blocks) =>
          blocks.flatMap((block): Block[] => [{ kind: "prose", text: sentence(draws, words) }, block]),
        ),
    }),
  },
  "side-by-side": {
    producers: ["chromium", "latex"],
    draw: (draws, words) =>
      framed(draws, words, () => [
        {
          kind: "side",
          tables: [0, 1].map(() =>
            statistics(draws, words, { rows: draws.whole(4, 6), columns: 2, caption: false, notes: false }),
          ),
          style: style(draws, draws.one(["all", "booktabs", "header", "none"]), {
            width: "full",
            padding: 2,
          }),
        },
      ]),
  },
  landscape: {
    producers: ["chromium", "latex"],
    draw: (draws, words) => ({
      pages: [0, 1].map(() => [
        { kind: "heading", text: draws.one(words.groups) } as const,
        table(
          statistics(draws, words, { columns: 6, rows: 8 }),
          style(draws, draws.one(["none", "all", "booktabs"])),
        ),
      ]),
      landscape: true,
    }),
  },
  "no-table": {
    producers: ["chromium", "latex", "libreoffice"],
    draw: (draws, words) => {
      const reference = () =>
        `${draws.one(["Ahlgren", "Moreau", "Tanaka", "Okafor", "Weiss"])}, ${draws.one(["A.", "B. C.", "J."])} (${String(draws.one(words.years))}). ${sentence(draws, words)} ${draws.one(["Journal of Examples", "Annals of Samples"])}, ${String(draws.whole(1, 60))}(${String(draws.whole(1, 4))}), ${String(draws.whole(10, 400))}–${String(draws.whole(401, 800))}.`;
      return {
        pages: [
          [
            { kind: "heading", text: "Contents" },
            {
              kind: "contents",
              items: words.items.map(
                (item, index) => [`${String(index + 1)} ${item}`, String(3 + index * 4)] as [string, string],
              ),
            },
          ],
          [
            { kind: "prose", text: paragraph(draws, words) },
            {
              kind: "chart",
              values: Array.from({ length: 7 }, () => draws.whole(5, 90)),
              labels: words.years.map(String),
            },
            { kind: "list", items: words.remarks.slice(0, 5) },
            { kind: "prose", text: paragraph(draws, words) },
          ],
          [{ kind: "bibliography", items: Array.from({ length: 10 }, reference) }],
        ],
      };
    },
  },
  "no-table-columns": {
    producers: ["chromium", "latex"],
    draw: (draws, words) => ({
      pages: [Array.from({ length: 12 }, (): Block => ({ kind: "prose", text: paragraph(draws, words, 4) }))],
      columns: 2,
      size: 9,
    }),
  },
};

/** The documents of one half. groff prints only in the held-out half, so that one of its producers was never seen. */
export function drawDocuments(draws: Draws, words: Words, dev: boolean): Planned[] {
  return Object.entries(PLANS).flatMap(([kind, { producers, draw }]) => {
    const own: readonly Producer[] =
      dev ||
      !(producers as readonly string[]).includes("libreoffice") ||
      kind === "zebra" ||
      words.places.length === 0 ||
      kind.startsWith("no-") ||
      kind.includes("zh")
        ? producers
        : [...producers, "groff"];
    return own.map((producer, index): Planned => {
      const made = draw(draws, words, producer);
      const document: ModelDocument = {
        name: `${kind}-${String(index + 1)}`,
        kind,
        columns: 1,
        landscape: false,
        language: "en",
        size: draws.one([9, 10, 11]),
        font: draws.one(words.fonts),
        ...made,
      };
      return { document, producer };
    });
  });
}
