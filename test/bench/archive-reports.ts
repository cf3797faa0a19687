import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Extractor } from "../../src/extract.ts";
import type { ReadDocument } from "../../src/model/extraction.ts";
import type { Reading } from "../../src/model/reading.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** Each fixture is read so many times, each time with other figures, so that checks are those of the figures. */
const VARIANTS = 30;

const COUNTIES = Array.from("东西南北上下大小新古").flatMap((first) =>
  Array.from("河山林石桥原").map((second) => `${first}${second}县`),
);
const BUREAUS = [
  ..."水利局 教育局 卫生健康局 农业农村局 林业局 交通运输局 文化和旅游局 民政局 财政局 住房和城乡建设局".split(
    " ",
  ),
  ..."应急管理局 市场监督管理局 自然资源局 生态环境局 人力资源和社会保障局 医疗保障局 退役军人事务局 审计局".split(
    " ",
  ),
];
const PLACES = Array.from("青白红金银玉龙凤鹤松柏梅兰竹菊").flatMap((first) =>
  Array.from("溪湾岭坪沟垭坝洲").map((second) => `${first}${second}`),
);
const WORKS =
  "水库除险加固 中小学校舍维修 农村饮水安全巩固提升 公路养护 森林防火 文物保护 高标准农田建设 污水管网改造 老旧小区改造 村卫生室建设 就业培训 困难群众救助".split(
    " ",
  );

/** A generator of whole numbers below `below`, the same for the same seed (Park and Miller's). */
export function dice(seed: number): (below: number) => number {
  let state = (seed % 2_147_483_646) + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** Fixtures read with other figures: what the reports of an archive are made of. */
export async function readVariants(extractor: Extractor): Promise<ReadDocument[]> {
  const texts = globSync("fixtures/forms/*/*/source.txt", { cwd: ROOT })
    .toSorted()
    .map((path) => readFileSync(join(ROOT, path), "utf8"));
  const variants: ReadDocument[] = [];
  for (const [at, text] of texts.entries()) {
    for (let n = 0; n < VARIANTS; n += 1) {
      const roll = dice(at * VARIANTS + n + 1);
      const varied = text.replaceAll(/\d+(?:\.\d+)?/gu, (number) =>
        /^20\d\d$/u.test(number) || roll(12) > 0
          ? number
          : number.replace(/\d(?!.*\d)/u, () => String(roll(10))),
      );
      const read = await extractor.extractBytes(Buffer.from(varied), "variant");
      if (read.failure === undefined) variants.push(read);
    }
  }
  return variants;
}

/** The n-th report: one of the variants under a year, a county, a bureau and a project of its own. */
export function archivedReport(variants: readonly ReadDocument[], n: number): ReadDocument {
  const roll = dice(n + 7);
  const pick = <T>(list: readonly T[]): T => list[roll(list.length)] as T;
  const [county, bureau, year] = [pick(COUNTIES), pick(BUREAUS), 2015 + roll(10)];
  const sha256 = createHash("sha256").update(String(n)).digest("hex");
  const document = structuredClone(pick(variants));
  for (const [at, record] of document.records.entries()) {
    record.id = `${sha256.slice(0, 12)}-${String(at + 1)}`;
    rename(record.project.name, `${pick(PLACES)}${pick(WORKS)}项目`);
    rename(record.project.department, `${county}${bureau}`);
    rename(record.project.implementingUnit, `${county}${bureau}`);
    if (record.fiscalYear !== null) record.fiscalYear.value = year;
  }
  return { ...document, source: `${county}/${String(year)}/${String(n).padStart(6, "0")}.txt`, sha256 };
}

function rename(reading: Reading<string> | null, name: string): void {
  if (reading === null) return;
  reading.value = name;
  reading.raw = name;
}
