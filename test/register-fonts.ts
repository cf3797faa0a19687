import { join } from "node:path";
import { GlobalFonts } from "@napi-rs/canvas";

/*
 * Tests draw figures. A machine without any fonts (a fresh server) would draw nothing, so the one that pdf.js brings along is always
 * there; fonts of the system come before it.
 */
if (GlobalFonts.families.length === 0) {
  const folder = join(import.meta.dirname, "../node_modules/pdfjs-dist/standard_fonts");
  GlobalFonts.registerFromPath(join(folder, "LiberationSans-Regular.ttf"), "Liberation Sans");
}
