import type { Box } from "../../model/layout.ts";
import { boxUnder, IDENTITY, type Matrix, multiply } from "../pdf/matrix.ts";
import { booleanOf, boxOf, matrixOf, numberOf } from "./attributes.ts";
import type { Budget } from "./budget.ts";
import { type OfdDocument, pageSize, type Size, Z_ORDERS, zOrderOf } from "./document.ts";
import { MM_TO_POINTS, moveBy, POINTS_PER_MM } from "./geometry.ts";
import { child, children, childText, type XmlElement } from "./parse-xml.ts";
import { type DrawParam, inherit, NO_DRAW_PARAM, ownDrawParam, type Resources } from "./resources.ts";

/** A4, for pages that nowhere say how large they are. */
const USUAL_SIZE: Size = [210, 297];

/** To go through a template or a group once more costs as much as so many objects, even if there is nothing in it. */
const TEMPLATE_COST = 100;
const GROUP_COST = 10;

/** What the objects of a page are drawn on, one after the other, in the order in which they cover one another. */
export interface Surface {
  /** `matrix` leads from the object's own coordinates to the page in points. */
  text(object: XmlElement, matrix: Matrix, param: DrawParam, hidden: boolean): void;
  /** `bounds` is where the object may draw, in points; null where it says nothing. */
  path(object: XmlElement, matrix: Matrix, bounds: Box | null, param: DrawParam): void;
  /** The picture in a part of the package; `matrix` leads from the unit square to the page in points. */
  image(part: string, matrix: Matrix, bounds: Box | null): void;
  /** Takes note of an annotation that is a watermark; whether it is to be drawn as well. */
  watermark(appearance: XmlElement): boolean;
}

/** A surface with all of a page on it. */
export interface Drawn<S extends Surface> {
  surface: S;
  /** Whether the page's own part could be read. */
  read: boolean;
  /** Whether its size is known. */
  sized: boolean;
}

/**
 * Draws a page (GB/T 33190-2016, 7.7) with its templates and annotations. `annotations` are the elements that hold those
 * of this page; `surfaceOf` makes a surface of a width and height in points. A page whose part is missing or broken comes
 * out empty.
 */
export async function drawPage<S extends Surface>(
  document: OfdDocument,
  location: string,
  annotations: XmlElement[],
  budget: Budget,
  surfaceOf: (width: number, height: number) => S,
): Promise<Drawn<S>> {
  const found = await document.parts.xmlAt(location, document.root);
  const root = found?.root;
  const size = (root === undefined ? null : pageSize(child(root, "Area"))) ?? document.size;
  const [width, height] = size ?? USUAL_SIZE;
  const surface = surfaceOf(width * POINTS_PER_MM, height * POINTS_PER_MM);
  const painter = new Painter(document.resources, surface, budget);
  if (found !== null) {
    for (const layer of await layersOf(document, found.root, found.name, new Set([found.name]), budget)) {
      painter.drawLayer(layer);
    }
  }
  for (const annotation of annotations) painter.drawAnnotation(annotation);
  return { surface, read: found !== null, sized: size !== null };
}

/**
 * The layers of a page and of the templates behind and before it, in the order in which they are drawn. `above` holds the
 * parts that led here: a template that leads back to one of them is left out.
 */
async function layersOf(
  document: OfdDocument,
  page: XmlElement,
  name: string,
  above: Set<string>,
  budget: Budget,
): Promise<XmlElement[]> {
  for (const resource of children(page, "PageRes")) await document.resources.load(resource.text, name);
  const ordered = new Map(Z_ORDERS.map((order): [string, XmlElement[]] => [order, []]));
  for (const { attributes } of children(page, "Template")) {
    budget.spend(TEMPLATE_COST);
    const template = document.templates.get(attributes["TemplateID"] ?? "");
    const part = template === undefined ? null : document.parts.find(template.location, document.root);
    if (template === undefined || part === null || above.has(part)) continue;
    const root = await document.parts.sharedXml(part);
    if (root === null) continue;
    const behind = ordered.get(zOrderOf(attributes["ZOrder"], template.zOrder));
    for (const layer of await layersOf(document, root, part, new Set([...above, part]), budget)) {
      budget.spend();
      behind?.push(layer);
    }
  }
  for (const content of children(page, "Content")) {
    for (const layer of children(content, "Layer"))
      ordered.get(zOrderOf(layer.attributes["Type"], "Body"))?.push(layer);
  }
  return [...ordered.values()].flat();
}

/** Where and with what an object is drawn. */
interface Scope {
  matrix: Matrix;
  param: DrawParam;
  hidden: boolean;
}

class Painter {
  readonly #resources: Resources;
  readonly #surface: Surface;
  readonly #budget: Budget;
  /** Groups that are being drawn: one that leads back to itself is left out. */
  readonly #groups = new Set<string>();

  constructor(resources: Resources, surface: Surface, budget: Budget) {
    this.#resources = resources;
    this.#surface = surface;
    this.#budget = budget;
  }

  drawLayer(layer: XmlElement): void {
    const param = inherit(ownDrawParam(layer), this.#resources.drawParam(layer.attributes["DrawParam"]));
    this.#drawBlock(layer, { matrix: MM_TO_POINTS, param, hidden: !isVisible(layer) });
  }

  /** An annotation (GB/T 33190-2016, 15): what it looks like is drawn where it stands. */
  drawAnnotation(annotation: XmlElement): void {
    const appearance = child(annotation, "Appearance");
    if (appearance === undefined || !isVisible(annotation)) return;
    if (annotation.attributes["Type"]?.trim() === "Watermark" && !this.#surface.watermark(appearance)) return;
    const [left, top] = boxOf(appearance.attributes["Boundary"]) ?? [0, 0];
    const matrix = multiply(MM_TO_POINTS, moveBy(left, top));
    this.#drawBlock(appearance, { matrix, param: NO_DRAW_PARAM, hidden: false });
  }

  #drawBlock(block: XmlElement, scope: Scope): void {
    for (const object of block.children) this.#drawObject(object, scope);
  }

  #drawObject(object: XmlElement, outer: Scope): void {
    this.#budget.spend();
    const hidden = outer.hidden || !isVisible(object) || numberOf(object.attributes["Alpha"]) === 0;
    if (object.name === "PageBlock") {
      this.#drawBlock(object, { ...outer, hidden });
      return;
    }
    const boundary = boxOf(object.attributes["Boundary"]);
    const [left, top] = boundary ?? [0, 0];
    const own = multiply(moveBy(left, top), matrixOf(object.attributes["CTM"]) ?? IDENTITY);
    const matrix = multiply(outer.matrix, own);
    const param = this.#paramOf(object, outer.param);
    const bounds = boundary === null || isPoint(boundary) ? null : boxUnder(outer.matrix, boundary);
    switch (object.name) {
      case "TextObject":
        this.#surface.text(object, matrix, param, hidden);
        break;
      case "PathObject":
        if (!hidden) this.#surface.path(object, matrix, bounds, param);
        break;
      case "ImageObject":
        if (!hidden) this.#drawImage(object, matrix, bounds);
        break;
      case "CompositeObject":
        this.#drawGroup(object, { matrix, param, hidden });
        break;
      default:
    }
  }

  /** What an object says itself goes before its draw parameter, and that before what its layer says. */
  #paramOf(object: XmlElement, outer: DrawParam): DrawParam {
    const named = this.#resources.drawParam(object.attributes["DrawParam"]);
    return inherit(inherit(ownDrawParam(object), named), outer);
  }

  /** A picture fills the unit square before its CTM (10); without a CTM, its bounds. */
  #drawImage(image: XmlElement, matrix: Matrix, bounds: Box | null): void {
    const part = this.#resources.imagePart(image.attributes["ResourceID"]);
    if (part === null) return;
    if (matrixOf(image.attributes["CTM"]) !== null) this.#surface.image(part, matrix, bounds);
    else if (bounds !== null) this.#surface.image(part, unitSquareOnto(bounds), bounds);
  }

  /** A group of objects that stands among the resources (13). */
  #drawGroup(object: XmlElement, scope: Scope): void {
    const id = object.attributes["ResourceID"] ?? "";
    if (this.#groups.has(id)) return;
    this.#budget.spend(GROUP_COST);
    this.#groups.add(id);
    for (const block of this.#resources.group(id)) this.#drawBlock(block, scope);
    this.#groups.delete(id);
  }
}

function isVisible(element: XmlElement): boolean {
  return booleanOf(element.attributes["Visible"], true);
}

function isPoint([left, top, right, bottom]: Box): boolean {
  return left === right && top === bottom;
}

function unitSquareOnto([left, top, right, bottom]: Box): Matrix {
  return [right - left, 0, 0, bottom - top, left, top];
}

/** The elements that hold the annotations of each page, by its number. */
export async function annotationsOf(document: OfdDocument): Promise<Map<string, XmlElement[]>> {
  const byPage = new Map<string, XmlElement[]>();
  const list = await document.parts.xmlAt(document.annotations, document.root);
  for (const page of list === null ? [] : children(list.root, "Page")) {
    const id = page.attributes["PageID"] ?? "";
    const found = await document.parts.xmlAt(childText(page, "FileLoc"), list?.name ?? "");
    const annotations = byPage.get(id) ?? [];
    byPage.set(id, annotations);
    for (const annotation of found === null ? [] : children(found.root, "Annot"))
      annotations.push(annotation);
  }
  return byPage;
}
