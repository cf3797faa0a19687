import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Bilingual } from "../model/bilingual.ts";
import type { Box } from "../model/layout.ts";
import type { DescribedRecord } from "../server/describe-record.ts";
import { ask } from "./ask-server.ts";
import { tellTrouble } from "./notices.tsx";
import { currentPlace, spotActions, spotClass, spotsOf } from "./spots.ts";
import { pointerName } from "./readings.ts";
import { current } from "./record-state.ts";
import { say } from "./texts.ts";
import type { StoredPage } from "../server/original-files.ts";

interface Size {
  width: number;
  height: number;
}

/** Pictures of pages, one at a time, with the boxes of the values. */
export function PagesView({ told, pages }: { told: DescribedRecord; pages: number }) {
  const { id } = told.record;
  const [page, setPage] = usePage(told);
  const [shown, setShown] = useState<(StoredPage & { page: number }) | null>(null);
  useEffect(() => {
    ask<StoredPage & { page: number }>(`/records/${id}/pages/${String(page)}.json`).then(
      setShown,
      tellTrouble,
    );
  }, [id, page]);
  // Recognising a page may take seconds: meanwhile the boxes of this page do not stand on another.
  const size = shown?.page === page ? shown : null;
  return (
    <Sheet told={told} page={page} pages={pages} size={size} turn={setPage} unplaced={size?.unplaced ?? null}>
      {size !== null && (
        <image href={`/records/${id}/pages/${String(page)}.png`} width={size.width} height={size.height} />
      )}
    </Sheet>
  );
}

interface WordsPage extends Size {
  number: number;
  words: { text: string; box: Box }[];
}

/** Recognised words in their places, where there is no picture of the page. */
export function WordsView({ told, pages }: { told: DescribedRecord; pages: readonly WordsPage[] }) {
  const [page, setPage] = usePage(told);
  const shown = pages.find(({ number }) => number === page) ?? null;
  return (
    <Sheet told={told} page={page} pages={pages.length} size={shown} turn={setPage}>
      {shown?.words.map(({ text, box: [left, top, right, bottom] }, at) => (
        <text
          key={String(at)}
          class="word"
          x={left}
          y={bottom - (bottom - top) * 0.15}
          font-size={(bottom - top) * 0.8}
          textLength={Math.max(1, right - left)}
          lengthAdjust="spacingAndGlyphs"
        >
          {text}
        </text>
      ))}
    </Sheet>
  );
}

/** The page that is shown: the first of the record, then that of the current value, or the one that was turned to. */
function usePage(told: DescribedRecord): [number, (page: number) => void] {
  const spots = useMemo(() => spotsOf(told), [told]);
  const [page, setPage] = useState(() => Math.min(...spots.map(({ at }) => at.page), told.document.pages));
  const place = currentPlace(told);
  useEffect(() => {
    if (place !== null) setPage(place.page);
  }, [current.value]);
  return [page, setPage];
}

const ZOOMS = [0.75, 1, 1.25, 1.5, 2, 3];

function Sheet({
  told,
  page,
  pages,
  size,
  turn,
  unplaced = null,
  children,
}: {
  told: DescribedRecord;
  page: number;
  pages: number;
  size: Size | null;
  turn: (page: number) => void;
  /** Why no boxes are drawn, where they cannot be. */
  unplaced?: Bilingual | null;
  children: preact.ComponentChildren;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  const [room, setRoom] = useState(600);
  const spots = useMemo(() => spotsOf(told), [told]);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth - 16));
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  useEffect(() => {
    frame.current?.querySelector(".current")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [current.value, page, size]);
  const change = (step: number): void => {
    setZoom(ZOOMS[Math.min(Math.max(ZOOMS.indexOf(zoom) + step, 0), ZOOMS.length - 1)] ?? 1);
  };
  return (
    <>
      <div class="tools">
        <button
          type="button"
          disabled={page <= 1}
          aria-label={say({ zh: "上一页", en: "Previous page" })}
          onClick={() => turn(page - 1)}
        >
          ◀
        </button>
        <span>
          {page} / {pages}
        </span>
        <button
          type="button"
          disabled={page >= pages}
          aria-label={say({ zh: "下一页", en: "Next page" })}
          onClick={() => turn(page + 1)}
        >
          ▶
        </button>
        <span class="gap" />
        <button type="button" aria-label={say({ zh: "缩小", en: "Smaller" })} onClick={() => change(-1)}>
          −
        </button>
        <span>{Math.round(zoom * 100)} %</span>
        <button type="button" aria-label={say({ zh: "放大", en: "Larger" })} onClick={() => change(1)}>
          +
        </button>
      </div>
      {unplaced !== null && (
        <p class="unplaced" role="note">
          {say(unplaced)}
        </p>
      )}
      <div
        class="frame"
        ref={frame}
        tabIndex={0}
        role="group"
        aria-label={say({ zh: `第 ${String(page)} 页`, en: `Page ${String(page)}` })}
      >
        {size !== null && (
          <svg
            class="paper"
            viewBox={`0 0 ${String(size.width)} ${String(size.height)}`}
            width={room * zoom}
            height={(room * zoom * size.height) / size.width}
          >
            {children}
            {spots.map((spot) => {
              const { bbox } = spot.at;
              if (unplaced !== null || spot.at.page !== page || bbox === undefined) return null;
              const [left, top, right, bottom] = bbox;
              return (
                <rect
                  key={bbox.join()}
                  class={spotClass(spot)}
                  x={left}
                  y={top}
                  width={Math.max(1, right - left)}
                  height={Math.max(1, bottom - top)}
                  {...spotActions(spot)}
                >
                  <title>
                    {spot.pointers.map((pointer) => pointerName(told.record, pointer)).join("\n")}
                  </title>
                </rect>
              );
            })}
          </svg>
        )}
      </div>
    </>
  );
}
