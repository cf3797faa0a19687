import type { Bilingual } from "./language.ts";

/** One thing that fuhe can use on this machine. */
export interface Finding {
  /** Stable, for programs. */
  id: string;
  name: Bilingual;
  /** "" where it is not there or tells none. */
  version: string;
  available: boolean;
  /** Without it scans or the database cannot be read at all. */
  needed: boolean;
  /** What it is for, or what is known of it. */
  does: Bilingual;
  /** How to get it; null where it is there. */
  remedy: Bilingual | null;
}

/** The oldest Node.js that runs the program itself. */
const LEAST_NODE = [22, 18] as const;

/** Looks at what is installed. Nothing is started but LibreOffice's search for itself, and nothing is fetched. */
export async function lookAround(environment: NodeJS.ProcessEnv): Promise<Finding[]> {
  return [
    node(),
    await sqlite(),
    ...(await engines()),
    await pictures(),
    await office(environment),
    await fonts(),
  ];
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const available = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  return {
    id: "node",
    name: { en: "Node.js", zh: "Node.js" },
    version: process.versions.node,
    available,
    needed: true,
    does: { en: "", zh: "" },
    remedy: available ? null : { en: "Install Node.js 24.", zh: "请安装 Node.js 24。" },
  };
}

async function sqlite(): Promise<Finding> {
  const finding = {
    id: "sqlite",
    name: { en: "SQLite", zh: "SQLite" },
    needed: true,
    does: { en: "the database", zh: "数据库" },
  };
  try {
    const { default: Database } = await import("better-sqlite3");
    const database = new Database(":memory:");
    const version = String(database.prepare("select sqlite_version()").pluck().get());
    database.close();
    return { ...finding, version, available: true, remedy: null };
  } catch {
    return { ...finding, version: "", available: false, remedy: reinstall("better-sqlite3") };
  }
}

async function engines(): Promise<Finding[]> {
  const { recogniserStates } = await import("../ocr/load-recognisers.ts");
  const states = recogniserStates();
  const isAny = states.some(({ available }) => available);
  return states.map(({ name, id, version, languages, available, remedy }) => {
    const reads = { en: `reads ${languages.join(", ")}`, zh: `识别 ${languages.join("、")}` };
    return {
      id: name,
      name: { en: `engine ${name}`, zh: `识别引擎 ${name}` },
      version,
      available,
      // One engine is enough to read at all; two tell each other's errors.
      needed: !isAny,
      does: available
        ? { en: `${id}; ${reads.en}`, zh: `${id}；${reads.zh}` }
        : {
            en: isAny
              ? "Scans are read by the other engine alone: more values are doubtful."
              : "Without any engine scans are not read.",
            zh: isAny ? "扫描件仅由另一引擎识别，存疑的数值更多。" : "没有任何引擎，无法识别扫描件。",
          },
      remedy: remedy === null ? null : { en: remedy, zh: remedy },
    };
  });
}

async function pictures(): Promise<Finding> {
  const finding = {
    id: "sharp",
    name: { en: "sharp", zh: "sharp" },
    needed: true,
    does: { en: "decodes pictures", zh: "图片解码" },
  };
  try {
    const { default: sharp } = await import("sharp");
    return { ...finding, version: sharp.versions.sharp ?? "", available: true, remedy: null };
  } catch {
    return { ...finding, version: "", available: false, remedy: reinstall("sharp") };
  }
}

async function office(environment: NodeJS.ProcessEnv): Promise<Finding> {
  const { findOffice } = await import("../formats/office/find-office.ts");
  const path = await findOffice(environment);
  return {
    id: "libreoffice",
    name: { en: "LibreOffice", zh: "LibreOffice" },
    version: path ?? "",
    available: path !== null,
    needed: false,
    does: {
      en: "reads .rtf, .odt and very old Word and Excel files",
      zh: "读取 .rtf、.odt 以及很旧的 Word、Excel 文件",
    },
    remedy:
      path !== null
        ? null
        : {
            en: "Install LibreOffice, or name its program in FUHE_SOFFICE.",
            zh: "请安装 LibreOffice，或用环境变量 FUHE_SOFFICE 指定其程序。",
          },
  };
}

async function fonts(): Promise<Finding> {
  const { CHINESE_FONTS } = await import("../formats/chinese-fonts.ts");
  const { GlobalFonts } = await import("@napi-rs/canvas");
  const known = CHINESE_FONTS.split(",").map((font) => font.trim().replaceAll('"', ""));
  const found = known.filter((font) => font !== "sans-serif" && GlobalFonts.has(font));
  return {
    id: "chinese-fonts",
    name: { en: "Chinese fonts", zh: "中文字体" },
    version: found.join(", "),
    available: found.length > 0,
    needed: false,
    does: {
      en: "draw characters whose font is not in the file (fuhe picture, crop)",
      zh: "画出文件中未嵌入字体的文字（fuhe picture、crop）",
    },
    remedy:
      found.length > 0
        ? null
        : {
            en: "Install a Chinese font, such as the package fonts-noto-cjk.",
            zh: "请安装中文字体，例如软件包 fonts-noto-cjk。",
          },
  };
}

function reinstall(name: string): Bilingual {
  return {
    en: `${name} does not load on this machine: run npm ci again.`,
    zh: `${name} 在本机无法加载：请重新运行 npm ci。`,
  };
}
