import type { Box } from "../../model/layout.ts";
import { child, childText, children, type XmlElement } from "../ofd/parse-xml.ts";
import type { RecognisedPage, RecognisedWord } from "./recognised-page.ts";

/** Units of measure of ALTO that are no dots, by how many make an inch. */
const PER_INCH = new Map([
  ["mm10", 254],
  ["inch1200", 1200],
]);

/** Pages of ALTO (Analyzed Layout and Text Object, Library of Congress, versions 1 to 4). */
export function pagesOfAlto(root: XmlElement): RecognisedPage[] {
  const description = child(root, "Description");
  const unit = description === undefined ? undefined : childText(description, "MeasurementUnit");
  const recogniser = softwareOf(description);
  return descendants(root, "Page").map((page) => ({
    width: numberOf(page, "WIDTH") ?? 0,
    height: numberOf(page, "HEIGHT") ?? 0,
    unitsPerInch: PER_INCH.get(unit ?? "") ?? null,
    words: descendants(page, "TextLine").flatMap((line) =>
      children(line, "String").flatMap((string) => wordOf(string, boxOf(line))),
    ),
    separators: descendants(page, "GraphicalElement")
      .map(boxOf)
      .filter((box) => box !== undefined),
    cells: [],
    recogniser,
  }));
}

function wordOf(string: XmlElement, line: Box | undefined): RecognisedWord[] {
  const box = boxOf(string);
  if (box === undefined) return [];
  return [
    {
      text: string.attributes["CONTENT"] ?? "",
      box,
      line: line ?? box,
      confidence: numberOf(string, "WC") ?? null,
      others: children(string, "ALTERNATIVE")
        .map(({ text }) => text.trim())
        .filter((text) => text !== ""),
    },
  ];
}

function softwareOf(description: XmlElement | undefined): string | null {
  const software = description === undefined ? [] : descendants(description, "processingSoftware");
  const [first] = software;
  if (first === undefined) return null;
  const parts = [childText(first, "softwareName"), childText(first, "softwareVersion")];
  const name = parts.filter((part) => part !== undefined).join(" ");
  return name === "" ? null : name;
}

function boxOf(element: XmlElement): Box | undefined {
  const [left, top] = [numberOf(element, "HPOS"), numberOf(element, "VPOS")];
  const [width, height] = [numberOf(element, "WIDTH"), numberOf(element, "HEIGHT")];
  return left === undefined || top === undefined || width === undefined || height === undefined
    ? undefined
    : [left, top, left + width, top + height];
}

function numberOf({ attributes }: XmlElement, name: string): number | undefined {
  const text = attributes[name];
  const number = text === undefined || text.trim() === "" ? NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** All elements of a name below this one, in the order of the file. */
export function descendants(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((one) => [...(one.name === name ? [one] : []), ...descendants(one, name)]);
}
