import type { Box } from "../../model/layout.ts";
import { child, childText, children, type XmlElement } from "../ofd/parse-xml.ts";
import { descendants } from "./read-alto.ts";
import type { RecognisedPage, RecognisedWord } from "./recognised-page.ts";

/**
 * Pages of PAGE XML (PRImA Page Content, versions 2010 to 2019), with the table cells that Transkribus adds. Words where
 * the file has them, else whole lines.
 */
export function pagesOfPageXml(root: XmlElement): RecognisedPage[] {
  const metadata = child(root, "Metadata");
  const recogniser = metadata === undefined ? null : (childText(metadata, "Creator") ?? null);
  return children(root, "Page").map((page) => ({
    width: Number(page.attributes["imageWidth"]) || 0,
    height: Number(page.attributes["imageHeight"]) || 0,
    unitsPerInch: resolutionOf(page),
    words: descendants(page, "TextLine").flatMap(wordsOf),
    separators: descendants(page, "SeparatorRegion")
      .map(boxOf)
      .filter((box) => box !== undefined),
    cells: descendants(page, "TableCell")
      .map(boxOf)
      .filter((box) => box !== undefined),
    recogniser,
  }));
}

function resolutionOf({ attributes }: XmlElement): number | null {
  const resolution = Number(attributes["imageXResolution"]);
  if (!(resolution > 1)) return null;
  return attributes["imageResolutionUnit"] === "PPCM" ? resolution * 2.54 : resolution;
}

function wordsOf(line: XmlElement): RecognisedWord[] {
  const around = boxOf(line);
  const words = children(line, "Word").flatMap((word) => wordOf(word, around));
  return words.length > 0 ? words : wordOf(line, around);
}

function wordOf(element: XmlElement, line: Box | undefined): RecognisedWord[] {
  const box = boxOf(element);
  // The first by its index is the one that was chosen (PAGE XML, TextEquivType).
  const [first, ...rest] = children(element, "TextEquiv").toSorted(
    (a, b) => Number(a.attributes["index"] ?? 0) - Number(b.attributes["index"] ?? 0),
  );
  if (box === undefined || first === undefined) return [];
  const confidence = Number(first.attributes["conf"] ?? NaN);
  return [
    {
      text: childText(first, "Unicode") ?? "",
      box,
      line: line ?? box,
      confidence: Number.isFinite(confidence) ? confidence : null,
      others: rest.map((equivalent) => childText(equivalent, "Unicode") ?? "").filter((text) => text !== ""),
    },
  ];
}

/** The box around the polygon of an element: "10,20 30,20 …", in older versions points of their own. */
function boxOf(element: XmlElement): Box | undefined {
  const coords = child(element, "Coords");
  if (coords === undefined) return undefined;
  const points =
    coords.attributes["points"] === undefined
      ? children(coords, "Point").map(({ attributes }) => [Number(attributes["x"]), Number(attributes["y"])])
      : coords.attributes["points"]
          .trim()
          .split(/\s+/u)
          .map((point) => point.split(",").map(Number));
  const known = points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  if (known.length < 2) return undefined;
  const xs = known.map(([x]) => x as number);
  const ys = known.map(([, y]) => y as number);
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b));
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b));
  return [least(xs), least(ys), most(xs), most(ys)];
}
