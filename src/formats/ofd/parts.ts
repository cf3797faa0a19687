import type { OfdPackage } from "./package.ts";
import { parseXml, type XmlElement } from "./parse-xml.ts";

/** The parts of one document of a package, and what of them could not be had. */
export class OfdParts {
  /** Locations that lead nowhere, and parts that cannot be unpacked or are not XML. */
  readonly missing = new Set<string>();
  readonly broken = new Set<string>();
  readonly #package: OfdPackage;
  readonly #folder: string;
  readonly #kept = new Map<string, XmlElement | null>();

  /** `folder` is that of the document, with "/" at its end. */
  constructor(opened: OfdPackage, folder: string) {
    this.#package = opened;
    this.#folder = folder;
  }

  /** The name of the part that a location in another part points to; null where there is none. */
  find(location: string, from: string): string | null {
    const name = this.#package.locate(location, from, this.#folder);
    if (name === null) this.missing.add(location.trim());
    return name;
  }

  /** The root element of a part that `find` has named; null where it is broken. */
  async xml(name: string): Promise<XmlElement | null> {
    const bytes = await this.#package.read(name);
    const root = bytes === null ? null : parseXml(bytes);
    if (root === null) this.broken.add(name);
    return root;
  }

  /** The same, kept for the next time: for parts that many pages share. */
  async sharedXml(name: string): Promise<XmlElement | null> {
    const kept = this.#kept.get(name);
    if (kept !== undefined) return kept;
    const root = await this.xml(name);
    this.#kept.set(name, root);
    return root;
  }

  /** The root element of the part that a location points to; null where there is none, or it is broken. */
  async xmlAt(
    location: string | undefined,
    from: string,
  ): Promise<{ name: string; root: XmlElement } | null> {
    const name = location === undefined ? null : this.find(location, from);
    const root = name === null ? null : await this.xml(name);
    return name === null || root === null ? null : { name, root };
  }
}
