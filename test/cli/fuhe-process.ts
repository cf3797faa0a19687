// A process like that of the real program, but with the extractor of the tests.
import { processIo } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";
import { FAKE_SERVICES } from "./fake-services.ts";

process.exitCode = await run(process.argv.slice(2), processIo(), FAKE_SERVICES);
