/**
 * Makes the documents of the benchmark: `node test/bench/tables/make.ts [dev|held-out]`. Needs chromium, LibreOffice, pdflatex
 * and groff; those that are not there are left out with a word. The PDFs lie beside their truth in `test/bench/tables/<half>/`.
 * More documents of the same kinds, for trying things out: `make.ts dev --seed 7 --into FOLDER [kind…]`.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Draws } from "./draws.ts";
import { drawDocuments, type Planned } from "./kinds.ts";
import { truthOfDocument } from "./model.ts";
import { DEV, HELD_OUT } from "./words.ts";
import { groffOf } from "./write-groff.ts";
import { htmlOf } from "./write-html.ts";
import { latexOf } from "./write-latex.ts";

const HALVES = { dev: { words: DEV, seed: 20_260 }, "held-out": { words: HELD_OUT, seed: 71_993 } } as const;

const scratch = mkdtempSync(join(tmpdir(), "fuhe-tables-"));

function run(program: string, ...args: string[]): boolean {
  const { status, error } = spawnSync(program, args, { cwd: scratch, stdio: "ignore", timeout: 120_000 });
  return error === undefined && status === 0;
}

/** Prints a document; the path of the PDF, null where the program is not there or refuses it. */
function print({ document, producer }: Planned): string | null {
  const source = join(scratch, document.name);
  const pdf = `${source}.pdf`;
  if (producer === "chromium") {
    writeFileSync(`${source}.html`, htmlOf(document, false));
    run(
      "chromium",
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-pdf-tagging",
      "--no-pdf-header-footer",
      `--print-to-pdf=${pdf}`,
      `${source}.html`,
    );
  } else if (producer === "libreoffice") {
    writeFileSync(`${source}.html`, htmlOf(document, true));
    run(
      "soffice",
      "--headless",
      "--infilter=HTML (StarWriter)",
      "--convert-to",
      "pdf:writer_pdf_Export",
      "--outdir",
      scratch,
      `${source}.html`,
    );
  } else if (producer === "latex") {
    writeFileSync(`${source}.tex`, latexOf(document));
    run("pdflatex", "-interaction=nonstopmode", `${source}.tex`);
  } else {
    writeFileSync(`${source}.ms`, groffOf(document));
    const made = spawnSync("groff", ["-t", "-ms", "-Tpdf", "-Kutf8", `${source}.ms`], { maxBuffer: 1 << 26 });
    if (made.status === 0) writeFileSync(pdf, made.stdout);
  }
  return existsSync(pdf) ? pdf : null;
}

function pagesOf(pdf: string): number {
  const { stdout } = spawnSync("pdfinfo", [pdf], { encoding: "utf8" });
  return Number(/^Pages:\s+(\d+)/mu.exec(stdout)?.[1] ?? 0);
}

const { values: options, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string" }, into: { type: "string" } },
});
const kinds = asked.filter((one) => !(one in HALVES));
for (const [half, { words, seed }] of Object.entries(HALVES)) {
  if (asked.length > kinds.length && !asked.includes(half)) continue;
  const folder = resolve(options.into ?? join(import.meta.dirname, half));
  if (options.into === undefined) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const draws = new Draws(options.seed === undefined ? seed : Number(options.seed));
  for (const planned of drawDocuments(draws, words, half === "dev")) {
    const { document, producer } = planned;
    if (kinds.length > 0 && !kinds.includes(document.kind)) continue;
    if (options.seed !== undefined) document.name += `-${options.seed}`;
    const pdf = print(planned);
    const truth = truthOfDocument(document, producer);
    // A table that flowed onto another page than planned has another truth.
    const pages = pdf === null ? 0 : pagesOf(pdf);
    if (pdf === null || pages !== truth.pages) {
      process.stderr.write(
        `left out ${half}/${document.name} (${producer}): ${String(pages)} pages instead of ${String(truth.pages)}\n`,
      );
      continue;
    }
    copyFileSync(pdf, join(folder, `${document.name}.pdf`));
    writeFileSync(join(folder, `${document.name}.json`), `${JSON.stringify(truth)}\n`);
  }
}
rmSync(scratch, { recursive: true, force: true });
