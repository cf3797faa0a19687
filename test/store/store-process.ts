/*
 * A program of its own that uses a store, for what can only be shown with several of them.
 *   write PATH PREFIX COUNT INDICATORS   saves COUNT documents and prints the path of each that is saved
 *   try PATH                             tries to save, then only to look, and prints what came of each
 */
import { Failure } from "../../src/model/failure.ts";
import { open } from "../../src/store/open.ts";
import { sampleDocument, STAMP } from "./sample-document.ts";

const [command, path = "", prefix = "", count = "0", indicators = "4"] = process.argv.slice(2);

if (command === "write") {
  const store = await open(path);
  for (let at = 0; at < Number(count); at++) {
    const source = `${prefix}${String(at)}.txt`;
    await store.saveDocument(sampleDocument(source, { indicators: Number(indicators) }), STAMP);
    process.stdout.write(`${source}\n`);
  }
  await store.close();
} else {
  await report(async () => {
    const store = await open(path);
    return store.saveDocument(sampleDocument("new.txt"), STAMP);
  });
  await report(async () => {
    const store = await open(path, { readonly: true });
    return (await store.documents()).length;
  });
}

async function report(work: () => Promise<unknown>): Promise<void> {
  try {
    process.stdout.write(`${String(await work())}\n`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stdout.write(`${error.code}: ${error.message}\n`);
  }
}
