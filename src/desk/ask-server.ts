import type { Bilingual } from "../model/bilingual.ts";
import type { ErrorBody } from "../server/http-failure.ts";

/** What the server refused, in both languages. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly text: Bilingual;

  constructor(text: Bilingual) {
    super(text.en);
    this.text = text;
  }
}

const UNREACHABLE: Bilingual = {
  zh: "无法连接复核台，请确认 fuhe serve 仍在运行。",
  en: "The desk cannot be reached; check that fuhe serve is still running.",
};

/** What an error says to a person. */
export function textOf(error: unknown): Bilingual {
  if (error instanceof Refusal) return error.text;
  const reason = error instanceof Error ? error.message : String(error);
  return { zh: `页面出错：${reason}`, en: `A fault of the page: ${reason}` };
}

/** Asks the server for JSON. Rejects with a Refusal. */
export async function ask<T>(path: string, request?: RequestInit): Promise<T> {
  const answer = await fetch(path, request).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refusal(UNREACHABLE);
  });
  const body = (await answer.json().catch(() => null)) as T | ErrorBody | null;
  if (answer.ok && body !== null) return body as T;
  throw refusalOf(body);
}

/** The refusal that an answer tells of. */
export function refusalOf(body: unknown): Refusal {
  const told = (body as Partial<ErrorBody> | null)?.error?.message;
  return new Refusal(told ?? UNREACHABLE);
}

/** Sends JSON. */
export async function send<T>(path: string, body: object): Promise<T> {
  return await ask<T>(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}
