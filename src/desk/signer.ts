import { signal } from "@preact/signals";
import { remembered } from "./remembered.ts";

/** Who signs corrections. */
export const signer = signal(remembered("signer") ?? "");
