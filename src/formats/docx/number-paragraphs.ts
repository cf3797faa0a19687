import { countLists, type List, type ListLevel } from "../lists/count-lists.ts";
import { childOf, elementsOf, isOn, valueOf, type XmlElement } from "./xml.ts";

/** Gives a paragraph the number that its list prints before it; "" where it has none. Asked in the order of the text. */
export type NumberParagraph = (properties: XmlElement | undefined) => string;

interface StyleUse {
  list: string | undefined;
  level: number | undefined;
  basedOn: string | undefined;
}

/**
 * Counts the lists of a document (ECMA-376 Part 1, 17.9). `numbering` and `styles` are the roots of the parts; a document may
 * have neither.
 */
export function numberParagraphs(
  numbering: XmlElement | undefined,
  styles: XmlElement | undefined,
): NumberParagraph {
  if (numbering === undefined) return () => "";
  const numberOf = countLists(readLists(numbering));
  const uses = readStyles(styles);
  return (properties) => {
    const { list, level = 0 } = useOf(properties, uses);
    return list === undefined ? "" : numberOf({ list, level });
  };
}

function readLists(numbering: XmlElement): Map<string, List> {
  const kinds = new Map(
    elementsOf(numbering)
      .filter(({ name }) => name === "w:abstractNum")
      .map((kind) => [kind.attributes["w:abstractNumId"] ?? "", kind]),
  );
  const lists = new Map<string, List>();
  for (const list of elementsOf(numbering)) {
    if (list.name !== "w:num") continue;
    const kind = valueOf(list, "w:abstractNumId") ?? "";
    const levels = readLevels(kinds.get(kind));
    const restarts = new Map<number, number>();
    for (const change of elementsOf(list).filter(({ name }) => name === "w:lvlOverride")) {
      const at = numberIn(change.attributes["w:ilvl"], 0);
      const start = valueOf(change, "w:startOverride");
      if (start !== undefined) restarts.set(at, numberIn(start, 1));
      const level = childOf(change, "w:lvl");
      if (level !== undefined) levels.set(at, readLevel(level));
    }
    lists.set(list.attributes["w:numId"] ?? "", { kind, levels, restarts });
  }
  return lists;
}

function readLevels(kind: XmlElement | undefined): Map<number, ListLevel> {
  const levels = elementsOf(kind ?? { name: "", attributes: {}, children: [] });
  return new Map(
    levels
      .filter(({ name }) => name === "w:lvl")
      .map((level) => [numberIn(level.attributes["w:ilvl"], 0), readLevel(level)]),
  );
}

function readLevel(level: XmlElement): ListLevel {
  return {
    start: numberIn(valueOf(level, "w:start"), 1),
    format: valueOf(level, "w:numFmt") ?? "decimal",
    text: valueOf(level, "w:lvlText") ?? "",
    spaced: valueOf(level, "w:suff") !== "nothing",
    inFigures: isOn(level, "w:isLgl"),
  };
}

function readStyles(styles: XmlElement | undefined): Map<string, StyleUse> {
  if (styles === undefined) return new Map();
  return new Map(
    elementsOf(styles)
      .filter(({ name }) => name === "w:style")
      .map((style) => [
        style.attributes["w:styleId"] ?? "",
        { ...ownUse(childOf(style, "w:pPr")), basedOn: valueOf(style, "w:basedOn") },
      ]),
  );
}

function ownUse(properties: XmlElement | undefined): { list: string | undefined; level: number | undefined } {
  const use = childOf(properties, "w:numPr");
  const level = valueOf(use, "w:ilvl");
  return { list: valueOf(use, "w:numId"), level: level === undefined ? undefined : numberIn(level, 0) };
}

/** Styles that are based on one another, at most. */
const LONGEST_CHAIN = 20;

/** A paragraph's own list, or that of its style; list "0" says that there is none. */
function useOf(
  properties: XmlElement | undefined,
  uses: ReadonlyMap<string, StyleUse>,
): { list: string | undefined; level: number | undefined } {
  let { list, level } = ownUse(properties);
  let style = valueOf(properties, "w:pStyle");
  for (let steps = 0; list === undefined && style !== undefined && steps < LONGEST_CHAIN; steps += 1) {
    const use = uses.get(style);
    list = use?.list;
    level ??= use?.level;
    style = use?.basedOn;
  }
  return { list, level };
}

function numberIn(written: string | undefined, otherwise: number): number {
  const number = Number.parseInt(written ?? "", 10);
  return Number.isNaN(number) ? otherwise : number;
}
