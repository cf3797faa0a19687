import { colourOf, numberOf, type Paint, paintOf } from "./attributes.ts";
import type { OfdParts } from "./parts.ts";
import { joinPath } from "./package.ts";
import { child, children, childText, type XmlElement } from "./parse-xml.ts";

/** What an object is drawn with where it does not say so itself; null where nothing says so. */
export interface DrawParam {
  /** Millimetres. */
  lineWidth: number | null;
  fill: Paint | null;
  stroke: Paint | null;
  /** The same as colours of CSS. */
  fillColour: string | null;
  strokeColour: string | null;
}

export const NO_DRAW_PARAM: DrawParam = {
  lineWidth: null,
  fill: null,
  stroke: null,
  fillColour: null,
  strokeColour: null,
};

/** Draw parameters that may inherit from one another. */
const MAX_INHERITANCE = 32;

/** What one setting leaves open, the next one says. */
export function inherit(own: DrawParam, next: DrawParam): DrawParam {
  return {
    lineWidth: own.lineWidth ?? next.lineWidth,
    fill: own.fill ?? next.fill,
    stroke: own.stroke ?? next.stroke,
    fillColour: own.fillColour ?? next.fillColour,
    strokeColour: own.strokeColour ?? next.strokeColour,
  };
}

/** What an element says itself: an object, or a DrawParam. */
export function ownDrawParam(element: XmlElement): DrawParam {
  const fill = child(element, "FillColor");
  const stroke = child(element, "StrokeColor");
  return {
    lineWidth: numberOf(element.attributes["LineWidth"]),
    fill: paintOf(fill),
    stroke: paintOf(stroke),
    fillColour: colourOf(fill),
    strokeColour: colourOf(stroke),
  };
}

/**
 * What pages refer to by its number (GB/T 33190-2016, 7.9): draw parameters, images, groups of objects, names of
 * fonts. Colour spaces are not needed to know what stands where.
 */
export class Resources {
  readonly #parts: OfdParts;
  readonly #loaded = new Set<string>();
  readonly #drawParams = new Map<string, XmlElement>();
  readonly #resolved = new Map<string, DrawParam>();
  readonly #images = new Map<string, { location: string; from: string }>();
  readonly #groups = new Map<string, XmlElement>();
  readonly #fonts = new Map<string, string>();

  constructor(parts: OfdParts) {
    this.#parts = parts;
  }

  /** Adds the resources that a part lists. Numbers are unique in a document, so that one table holds them all. */
  async load(location: string, from: string): Promise<void> {
    const name = this.#parts.find(location, from);
    if (name === null || this.#loaded.has(name)) return;
    this.#loaded.add(name);
    const root = await this.#parts.xml(name);
    if (root === null) return;
    const base = root.attributes["BaseLoc"] ?? "";
    for (const list of root.children) {
      for (const element of list.children) {
        const id = element.attributes["ID"];
        if (id === undefined) continue;
        if (element.name === "DrawParam") this.#drawParams.set(id, element);
        if (element.name === "CompositeGraphicUnit") this.#groups.set(id, element);
        if (element.name === "Font") this.#fonts.set(id, element.attributes["FontName"] ?? "");
        const file = element.name === "MultiMedia" ? childText(element, "MediaFile") : undefined;
        if (file !== undefined) this.#images.set(id, { location: joinPath(base, file), from: name });
      }
    }
  }

  /** The draw parameter of that number with all it inherits; nothing where there is none. */
  drawParam(id: string | undefined): DrawParam {
    const known = this.#resolved.get(id ?? "");
    if (known !== undefined) return known;
    let param = NO_DRAW_PARAM;
    let next = id;
    // One that inherits from itself comes to an end as well.
    for (let depth = 0; depth < MAX_INHERITANCE && next !== undefined; depth += 1) {
      const element = this.#drawParams.get(next);
      if (element === undefined) break;
      param = inherit(param, ownDrawParam(element));
      next = element.attributes["Relative"];
    }
    if (id !== undefined && this.#drawParams.has(id)) this.#resolved.set(id, param);
    return param;
  }

  /** The part that holds the image of that number; null where there is none. Warns of one that is listed and missing. */
  imagePart(id: string | undefined): string | null {
    const image = id === undefined ? undefined : this.#images.get(id);
    return image === undefined ? null : this.#parts.find(image.location, image.from);
  }

  /** The name of the font of that number; "" where nothing gives it. */
  fontName(id: string | undefined): string {
    return (id === undefined ? undefined : this.#fonts.get(id)) ?? "";
  }

  /** What a group of that number consists of. */
  group(id: string | undefined): XmlElement[] {
    const group = id === undefined ? undefined : this.#groups.get(id);
    return group === undefined ? [] : children(group, "Content");
  }
}
