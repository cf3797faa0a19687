import { useEffect, useState } from "preact/hooks";
import type { DescribedRecord } from "../server/describe-record.ts";
import type { ShownOriginal } from "../server/show-original.ts";
import type { Bilingual } from "../model/bilingual.ts";
import { ask, textOf } from "./ask-server.ts";
import { PagesView, WordsView } from "./page-view.tsx";
import { TablesView } from "./table-view.tsx";
import { TextView } from "./text-view.tsx";
import { say } from "./texts.ts";

/** The file the record was read from, in the form that its format has. */
export function Original({ told }: { told: DescribedRecord }) {
  const [shown, setShown] = useState<ShownOriginal | null>(null);
  const [trouble, setTrouble] = useState<Bilingual | null>(null);
  const { id } = told.record;
  useEffect(() => {
    ask<ShownOriginal>(`/records/${id}/original.json`).then(setShown, (error: unknown) =>
      setTrouble(textOf(error)),
    );
  }, [id]);
  return (
    <section class="original" aria-label={say({ zh: "原件", en: "Original" })}>
      {trouble !== null && <p class="trouble">{say(trouble)}</p>}
      {shown?.kind === "pages" && <PagesView told={told} pages={shown.pages} />}
      {shown?.kind === "words" && <WordsView told={told} pages={shown.pages} />}
      {shown?.kind === "text" && <TextView told={told} lines={shown.lines} />}
      {shown?.kind === "tables" && <TablesView told={told} blocks={shown.blocks} />}
    </section>
  );
}
