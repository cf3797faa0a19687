import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { checkRecord } from "./checks/check-record.ts";
import { settleCandidates } from "./candidates/settle-candidates.ts";
import { snapLabels } from "./candidates/snap-labels.ts";
import { readDocument } from "./formats/index.ts";
import { sniff } from "./formats/sniff.ts";
import { isReport } from "./forms/is-report.ts";
import { compileLexicon } from "./forms/lexicon.ts";
import { BUILT_IN_PROFILES, GENERAL, loadProfiles, profileHash } from "./forms/load-profiles.ts";
import { matchForm } from "./forms/match-form.ts";
import type { UnknownLabel } from "./forms/unknown-labels.ts";
import { splitForms } from "./forms/split-forms.ts";
import { recoverLayout } from "./layout/recover-layout.ts";
import type { ReadDocument } from "./model/extraction.ts";
import { Failure } from "./model/failure.ts";
import type { FormProfile } from "./model/form-profile.ts";
import type { Layout, Row } from "./model/layout.ts";
import type { Scoring } from "./model/parsed-form.ts";
import type { PageReader } from "./model/recognition.ts";
import { Record } from "./model/record.ts";
import { DEFAULT_LIMITS, type Context, type Limits } from "./model/stage.ts";
import { openPageReader, type ReaderPlan } from "./scans/open-page-reader.ts";
import { recognisePages } from "./scans/recognise-pages.ts";
import { parseForm } from "./sections/parse-form.ts";

/** Reads reports. Made once, used for any number of files: the form profiles are loaded when it is made. */
export interface Extractor {
  /** Changes when a profile changes, so that records read with other profiles can be told. */
  readonly profileHash: string;
  /** What the bytes hold. A file that cannot be read gives a document with its `failure`; only an abort rejects. */
  extractBytes(bytes: Uint8Array, source: string, signal?: AbortSignal): Promise<ReadDocument>;
  /** As `extractBytes`, for a file on disk. */
  extractFile(path: string, signal?: AbortSignal): Promise<ReadDocument>;
  /** Ends the engines that a `ReaderPlan` started; they keep nobody from ending. A reader that was given stays open. */
  close(): Promise<void>;
}

export interface ExtractorOptions {
  /** A folder of further form profiles, which are added to the built-in ones. */
  pipelines?: string;
  limits?: Partial<Limits>;
  /** Reads pages that are only pictures, or the plan by which a reader is made; without it they are named in a warning. */
  ocr?: PageReader | ReaderPlan;
  /** Reads pages anew whose text another program recognised. */
  reread?: boolean;
  /** Opens documents that are protected by a password; it is never stored. */
  password?: string;
  /** Told how many of the pages of a document that are to be recognised are done: 0 before the first. */
  onPages?: (source: string, done: number, total: number) => void;
  /** Takes faults of the program itself, with their stack; the document then has the failure `internal`. */
  onFault?: (error: unknown, source: string) => void;
}

/** Makes an extractor. Throws a Failure `bad-profile` where a profile is not valid. */
export function createExtractor(options: ExtractorOptions = {}): Extractor {
  const folders =
    options.pipelines === undefined ? [BUILT_IN_PROFILES] : [BUILT_IN_PROFILES, options.pipelines];
  const profiles = loadProfiles(folders);
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  let opened: PageReader | null | undefined;
  const reader = (): PageReader | null => {
    const { ocr } = options;
    opened ??= ocr === undefined ? null : "readPage" in ocr ? ocr : openPageReader(ocr);
    return opened;
  };

  async function extractBytes(
    bytes: Uint8Array,
    source: string,
    signal?: AbortSignal,
  ): Promise<ReadDocument> {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const document: ReadDocument = {
      source,
      sha256,
      mediaType: sniff(bytes),
      pages: 1,
      records: [],
      warnings: [],
    };
    const ocr = reader();
    const context: Context = {
      warn: (warning) => document.warnings.push(warning),
      limits,
      onPages: (done, total) => options.onPages?.(source, done, total),
      ...(signal === undefined ? {} : { signal }),
      ...(ocr === null ? {} : { ocr }),
      ...(options.password === undefined ? {} : { password: options.password }),
    };
    await fillIn(document, options, async () => {
      const { mediaType, pages: found } = await readDocument(bytes, context);
      const pages = await recognisePages(found, context, { reread: options.reread === true });
      document.mediaType = mediaType;
      document.pages = Math.max(1, pages.length);
      const read = readRecords(recoverLayout(pages, context), sha256, profiles, context);
      document.records = read.map(({ record }) => record);
      document.scorings = read.map(({ scoring }) => scoring);
      document.unknownLabels = read.map(({ unknownLabels }) => unknownLabels);
    });
    signal?.throwIfAborted();
    return document;
  }

  return {
    profileHash: profileHash(profiles),
    extractBytes,
    async close() {
      if (options.ocr !== undefined && !("readPage" in options.ocr)) await opened?.close();
    },
    async extractFile(path, signal) {
      const missing: ReadDocument = {
        source: path,
        sha256: "",
        mediaType: "application/octet-stream",
        pages: 1,
        records: [],
        warnings: [],
      };
      let bytes: Uint8Array | undefined;
      await fillIn(missing, options, async () => {
        const { size } = await stat(path).catch(refuseUnreadable);
        if (size > limits.bytes) throw tooLarge(size, limits.bytes);
        bytes = await readFile(path, signal === undefined ? {} : { signal }).catch(refuseUnreadable);
      });
      signal?.throwIfAborted();
      return bytes === undefined ? missing : await extractBytes(bytes, path, signal);
    },
  };
}

/** The one place where a trouble with a document is caught: it becomes the document's failure, and nothing else stops. */
async function fillIn(
  document: ReadDocument,
  options: ExtractorOptions,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    document.records = [];
    delete document.scorings;
    delete document.unknownLabels;
    if (error instanceof Failure) {
      document.failure = { code: error.code, message: error.message };
      return;
    }
    options.onFault?.(error, document.source);
    const reason = error instanceof Error ? error.message : String(error);
    document.failure = {
      code: "internal",
      message: `程序内部错误，请把此文件反馈给开发者 / a fault of the program, please report it with this file: ${reason}`,
    };
  }
}

/** The records of a layout; `sha256`, of the file it was read from, names them. Throws a Failure `not-a-report`. */
export function readRecords(
  layout: Layout,
  sha256: string,
  profiles: readonly FormProfile[],
  context: Context,
): { record: Record; scoring: Scoring; unknownLabels: UnknownLabel[] }[] {
  const general = profiles.find(({ id }) => id === GENERAL) as FormProfile;
  const lexicon = compileLexicon(general);
  if (!isReport(layout.rows, lexicon)) {
    throw new Failure(
      "not-a-report",
      "没有找到绩效自评表的标签（项目名称、绩效指标、得分等），请确认文件内容 / no labels of a self-evaluation form were found; check that the file is such a report",
    );
  }
  return splitForms(layout.rows, lexicon).map((rows, index) => {
    context.signal?.throwIfAborted();
    const { profile, unknownLabels } = matchForm(rows, profiles);
    const id = `${sha256.slice(0, 12)}-${String(index + 1)}`;
    const lexiconOfForm = compileLexicon(profile);
    const { notation } = layout;
    const read = (own: Row[], quiet: Context) => {
      const form = parseForm({ id, rows: own, notation, profile, lexicon: lexiconOfForm }, quiet);
      return { record: checkRecord(form), scoring: form.scoring };
    };
    const { record, scoring } = settleCandidates(snapLabels(rows, lexiconOfForm), read, context);
    return { record: Record.parse(record), scoring, unknownLabels };
  });
}

function refuseUnreadable(error: NodeJS.ErrnoException): never {
  if (error.name === "AbortError") throw error;
  const reasons = new Map([
    ["ENOENT", "文件不存在 / there is no such file"],
    [
      "EACCES",
      "没有读取权限，请修改权限后重试 / no permission to read it; change its permissions and try again",
    ],
    [
      "EPERM",
      "没有读取权限，请修改权限后重试 / no permission to read it; change its permissions and try again",
    ],
    ["EISDIR", '这是一个文件夹，请用 ingest 处理文件夹 / this is a folder; use "fuhe ingest" for folders'],
  ]);
  throw new Failure(
    "not-readable",
    reasons.get(error.code ?? "") ?? `无法读取文件 / the file cannot be read: ${error.message}`,
    { cause: error },
  );
}

function tooLarge(size: number, limit: number): Failure {
  const [has, may] = [size, limit].map((bytes) => (bytes / 1024 / 1024).toFixed(0));
  return new Failure(
    "too-large",
    `文件有 ${String(has)} MB，上限为 ${String(may)} MB，请拆分后重试 / the file has ${String(has)} MB, the limit is ${String(may)} MB; split it and try again`,
  );
}
