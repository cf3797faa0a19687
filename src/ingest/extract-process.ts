import { createExtractor } from "../extract.ts";
import { serveExtraction } from "./serve-extraction.ts";

serveExtraction(createExtractor);
