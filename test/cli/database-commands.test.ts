import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { SERVICES } from "../../src/cli/services.ts";
import { useWorkFolder } from "./work-folder.ts";

const work = useWorkFolder();
let record = "";
beforeEach(async () => {
  work.write({ "a.txt": "total 86", "b.txt": "total 91.5", "c.txt": "fail not-a-report" });
  await work.fuhe(["ingest", "a.txt", "b.txt", "c.txt"]);
  const { out } = await work.fuhe([
    "query",
    "select id from records where total_score = 86",
    "--format",
    "json",
  ]);
  record = (JSON.parse(out) as { id: string }[])[0]?.id ?? "";
});

const json = async (...argv: string[]): Promise<unknown[]> =>
  JSON.parse((await work.fuhe([...argv, "--format", "json"])).out) as unknown[];

describe("fuhe findings", () => {
  it("lists what differs, the gravest first", async () => {
    const found = (await json("findings")) as { verdict: string; severity: string; path: string }[];
    expect(found.map(({ severity, path }) => [severity, path])).toEqual([
      ["error", "a.txt"],
      ["warning", "a.txt"],
      ["warning", "b.txt"],
    ]);
    expect(found.every(({ verdict }) => verdict === "differs")).toBe(true);
  });

  it("is filtered by rule, severity, verdict, year, unit and form", async () => {
    expect(await json("findings", "--rule", "total-score")).toHaveLength(1);
    expect(await json("findings", "--rule", "total-score", "--verdict", "all")).toHaveLength(2);
    expect(await json("findings", "--severity", "warning")).toHaveLength(2);
    expect(await json("findings", "--verdict", "agrees")).toHaveLength(3);
    expect(await json("findings", "--verdict", "unverifiable")).toHaveLength(2);
    expect(await json("findings", "--year", "2021")).toHaveLength(3);
    expect(await json("findings", "--year", "2020")).toHaveLength(0);
    expect(await json("findings", "--unit", "某中心")).toHaveLength(3);
    expect(await json("findings", "--form", "no-such-form")).toHaveLength(0);
  });

  it("is a table with where each stands, its count on stderr", async () => {
    const { code, out, err } = await work.fuhe(["findings", "--severity", "error", "--lang", "zh"]);
    expect(code).toBe(0);
    const [heading, rule, row] = out.split("\n");
    expect(heading).toMatch(/^级别 +规则 +记录 +单位 +填报 +复算 +说明 +位置$/u);
    expect(rule).toMatch(/^─+ {2}─+/u);
    expect(row).toMatch(
      /^error +total-score +\S+-1 +某市某中心 +86 +91\.5 +各项得分合计 91\.5。 +a\.txt:60$/u,
    );
    expect(err).toBe("共 1 条。\n");
  });

  it("leads to the cell of a workbook, and to the row of a table", async () => {
    const folder = new URL("../../fixtures/forms/shanxi-jinzhong/fragments/", import.meta.url);
    for (const name of ["source.xlsx", "source.docx"])
      work.write({ [name]: readFileSync(new URL(name, folder)) });
    const services = { services: SERVICES };
    await work.fuhe(["ingest", "source.xlsx", "source.docx", "--db", "real.db"], services);
    const all = ["findings", "--db", "real.db", "--verdict", "all"];
    const { out } = await work.fuhe(all, services);
    expect(out).toMatch(/ source\.xlsx \S+![A-Z]+\d+$/mu);
    expect(out).toMatch(/ source\.docx table \d+ row \d+$/mu);
    const found = JSON.parse((await work.fuhe([...all, "--format", "json"], services)).out) as {
      cell: string;
    }[];
    expect(found.some(({ cell }) => /^[A-Z]+\d+$/u.test(cell))).toBe(true);
  });

  it("fits the terminal", async () => {
    const { out } = await work.fuhe(["findings"], { terminal: 90, env: { NO_COLOR: "1" } });
    expect(out).toContain("…");
    expect(out).toContain("total-score");
  });

  it("gives all columns as CSV, with their names", async () => {
    const { out } = await work.fuhe(["findings", "--format", "csv", "--limit", "1"]);
    const [names, row] = out.split("\n");
    expect(names).toMatch(/^path,record_id,form,title,unit,year,rule,verdict,severity,/u);
    expect(row).toMatch(
      /^a\.txt,[0-9a-f]{12}-1,national-2020,项目支出绩效自评表,某市某中心,2021,total-score,differs,error,/u,
    );
  });

  it("says that there are more where --limit cuts", async () => {
    const { err } = await work.fuhe(["findings", "--limit", "2"]);
    expect(err).toBe("The first 2; there are more (--limit).\n");
  });

  it("is an empty table, list or head line where there is none", async () => {
    expect((await work.fuhe(["findings", "--year", "1999"])).out).toBe("");
    expect((await work.fuhe(["findings", "--year", "1999", "--format", "json"])).out).toBe("[]\n");
    expect((await work.fuhe(["findings", "--year", "1999", "--format", "csv"])).out).toMatch(/^path,.*\n$/u);
  });

  it("names the rules where it does not know one", async () => {
    expect(await work.fuhe(["findings", "--rule", "sum"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("total-score, group-score"),
    });
  });
});

describe("fuhe search", () => {
  it("prints the record, and below it the pointer and the words", async () => {
    const { code, out, err } = await work.fuhe(["search", "养护", "--lang", "zh"]);
    expect(code).toBe(0);
    expect(out.split("\n").slice(0, 2)).toEqual([
      expect.stringMatching(/^[0-9a-f]{12}-1 {2}2021 {2}某市某中心 {2}道路养护 {2}[ab]\.txt$/u),
      "  /project/name  道路养护",
    ]);
    expect(err).toBe("共 2 条。\n");
  });

  it("gives rows to programs, filtered", async () => {
    expect(await json("search", "养护", "--rule", "total-score", "--severity", "error")).toMatchObject([
      { record_id: record, path: "a.txt", field: "names", pointer: "/project/name", match: "养护" },
    ]);
    expect(await json("search", "养护", "--year", "2020")).toEqual([]);
    const { out } = await work.fuhe(["search", "养护", "--limit", "1", "--format", "csv"]);
    expect(out).toMatch(
      /^record_id,path,form,title,project_name,unit,year,grade_level,field,pointer,snippet,match\n/u,
    );
    expect(out.trim().split("\n")).toHaveLength(2);
  });

  it("refuses an unknown rule and an empty query", async () => {
    expect(await work.fuhe(["search", "养护", "--rule", "no-such"])).toMatchObject({ code: 2 });
    expect(await work.fuhe(["search", " "])).toMatchObject({ code: 2 });
  });
});

describe("fuhe diff", () => {
  it("compares two databases, and a run with a later one", async () => {
    work.write({ "a.txt": "total 88" });
    await work.fuhe(["ingest", "a.txt", "b.txt", "--db", "other.db"]);
    const { code, out, err } = await work.fuhe(["diff", "data/fuhe.db", "other.db", "--lang", "en"]);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^${record} +record +`, "mu"));
    expect(err).toBe("0 values and 0 findings differ, 2 records are in one only; 2 records in all.\n");
    await work.fuhe(["ingest", "b.txt"]);
    const runs = await work.fuhe(["diff", "1", "2", "--lang", "en"]);
    expect(runs).toMatchObject({ code: 0, out: "" });
    expect(runs.err).toContain("0 files were read again");
  });

  it("says what is not there", async () => {
    expect(await work.fuhe(["diff", "1", "9"])).toMatchObject({ code: 2 });
    expect(await work.fuhe(["diff", "no.db", "data/fuhe.db"])).toMatchObject({ code: 3 });
  });
});

describe("fuhe patterns", () => {
  it("says how much each pattern finds, lists one, and prints a query that finds the same", async () => {
    const all = (await json("patterns")) as { pattern: string; found: number }[];
    expect(all.find(({ pattern }) => pattern === "full-marks")?.found).toBe(1);
    const units = await json("patterns", "full-marks");
    expect(units).toMatchObject([{ unit: "某市某中心", forms: 2 }]);
    const { out } = await work.fuhe(["patterns", "full-marks", "--sql"]);
    expect(await json("query", out)).toEqual(units);
    expect(await json("patterns", "full-marks", "--set", "forms=3")).toEqual([]);
  });

  it("refuses what is no pattern and no threshold, and says what is", async () => {
    const pattern = await work.fuhe(["patterns", "no-such", "--lang", "en"]);
    expect(pattern.code).toBe(2);
    expect(pattern.err).toContain("heaped-scores");
    for (const setting of ["no-such=1", "forms=many", "forms=1;drop table records"]) {
      const { code, err } = await work.fuhe(["patterns", "full-marks", "--set", setting, "--lang", "en"]);
      expect(code).toBe(2);
      expect(err).toContain("forms=1  forms a unit has at least");
    }
  });
});

describe("fuhe show", () => {
  it("prints a record with its prose, also by the beginning of its id", async () => {
    const { code, out } = await work.fuhe(["show", record.slice(0, 8), "--lang", "zh"]);
    expect(code).toBe(0);
    expect(out).toContain(`道路养护  ${record}`);
    expect(out).toContain("主要问题\n    无。\n    第二段\n");
    expect(out).toContain("  错误  total-score  各项得分合计 91.5。\n");
    expect(out).toContain("* 推断、修复或更正   ? 存疑");
  });

  it("prints it as JSON, with or without what was printed on the page", async () => {
    expect(JSON.parse((await work.fuhe(["show", record, "--format", "json"])).out)).toMatchObject({
      id: record,
      total: { score: { value: 86, raw: "86", origin: "read" } },
    });
    const plain = await work.fuhe(["show", record, "--format", "json", "--plain"]);
    expect(JSON.parse(plain.out)).toMatchObject({ id: record, total: { score: 86 } });
  });

  it("says how to list all where there is no such record", async () => {
    expect(await work.fuhe(["show", "ffffffffffff-1"])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining('fuhe query "select record_id, project_name from record_summary"'),
    });
  });
});

describe("fuhe query", () => {
  it("answers as table, JSON or CSV", async () => {
    const sql = "select total_score as score, project_name as name from records order by 1";
    expect((await work.fuhe(["query", sql])).out).toBe(
      ["score  name", "─────  ────────", "   86  道路养护", " 91.5  道路养护", ""].join("\n"),
    );
    expect(await json("query", sql)).toEqual([
      { score: 86, name: "道路养护" },
      { score: 91.5, name: "道路养护" },
    ]);
    expect((await work.fuhe(["query", sql, "--format", "csv"])).out).toBe(
      "score,name\n86,道路养护\n91.5,道路养护\n",
    );
  });

  it("escapes what could steer the terminal, and loses nothing of it", async () => {
    const sql = "select 'x' || char(27) || char(155) || char(8238) as a";
    const escaped = await work.fuhe(["query", sql, "--format", "json"]);
    expect(escaped.out).toContain("x\\u001b\\u009b\\u202e");
    expect(JSON.parse(escaped.out)).toEqual([{ a: "x\u001b\u009b\u202e" }]);
    const csv = ["query", sql, "--format", "csv"];
    expect((await work.fuhe(csv)).out).toBe("a\nx\u001b\u009b\u202e\n");
    expect((await work.fuhe(csv, { terminal: 80 })).out).toMatch(/^a\nx�+\n$/u);
  });

  it("keeps apart columns of one name, nothing and what JSON cannot hold", async () => {
    expect(
      await json("query", "select 1 as a, 'x' as a, null as b, x'00ff' as c, 9007199254740993 as d"),
    ).toEqual([{ a: 1, "a:1": "x", b: null, c: "00ff", d: "9007199254740993" }]);
    const { out } = await work.fuhe(["query", `select 'a,"b"' as a, null as b`, "--format", "csv"]);
    expect(out).toBe('a,b\n"a,""b""",\n');
  });

  it("says so where --limit cuts", async () => {
    const { out, err } = await work.fuhe([
      "query",
      "select 1 union select 2",
      "--limit",
      "1",
      "--format",
      "csv",
    ]);
    expect(out).toBe("1\n1\n");
    expect(err).toContain("there are more");
  });

  it.each([
    "delete from records",
    "drop table records",
    "select * from nothing",
    "select 1; select 2",
    "selec",
  ])("refuses %j, and changes nothing", async (sql) => {
    expect(await work.fuhe(["query", sql])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("[bad-query]"),
    });
    expect(await json("query", "select id from records")).toHaveLength(2);
  });

  it("lets no cell steer the terminal", async () => {
    const { out } = await work.fuhe(["query", "select char(27) || '[2J' as a"], {
      terminal: 80,
      env: { NO_COLOR: "1" },
    });
    expect(out).toBe("a\n────\n�[2J\n");
  });
});

describe("fuhe failures", () => {
  it("lists each file that failed, with what to do", async () => {
    const { code, out, err } = await work.fuhe(["failures", "--lang", "zh"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^c\.txt +\[not-a-report\] 不是绩效自评表：/mu);
    expect(err).toBe("共 1 个文件失败。\n");
    expect(await json("failures")).toMatchObject([{ path: "c.txt", code: "not-a-report", records_kept: 0 }]);
  });
});

describe("a command without a database", () => {
  it.each([["findings"], ["show", "a"], ["query", "select 1"], ["failures"]])(
    "fuhe %s says how to make one",
    async (...argv) => {
      const ran = await work.fuhe([...argv, "--db", "none.db"]);
      expect(ran).toMatchObject({ code: 3, out: "" });
      expect(ran.err).toContain('Make one with "fuhe ingest PATH… --db none.db"');
    },
  );
});
