import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readDocument } from "../../src/formats/index.ts";
import { DEFAULT_LIMITS } from "../../src/model/stage.ts";
import type { QueuedRecord } from "../../src/store/queue.ts";
import { findChromium, openBrowser } from "./open-browser.ts";
import { buildPage, type OpenDesk, openDesk } from "./open-desk.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A form whose second score is doubted by nobody, and a hostile name; the total tells that 46 was meant to be 40. */
const MISREAD = `项目支出绩效自评表
项目名称\t<img src=x onerror="document.title='broken'"><p>古桥修缮</p>
项目资金（万元）\t年初预算数\t全年预算数\t全年执行数
年度资金总额\t100\t100\t90
三级指标\t年度指标值\t实际完成值\t分值\t得分
修缮桥梁\t2座\t2座\t20\t20
验收合格率\t100%\t100%\t30\t30
群众满意度\t≥90%\t95%\t50\t46
总分\t\t\t100\t90
`;

const TOTAL = '[data-pointer="/total/score"]';

const chromium = findChromium();

describe.skipIf(chromium === null)("the reviewing desk in Chromium", { timeout: 90_000 }, () => {
  let browser: Browser;
  let desk: OpenDesk;
  let folder: string;
  let records: QueuedRecord[];
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  let asked: string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "fuhe-desk-page-"));
    desk = await openDesk(
      [
        "forms/national-ten-column/cell-lines-two-forms/source.{txt,pdf,docx,xlsx}",
        "forms/*/*/source.txt",
        "refused/news-item/source.txt",
      ],
      { page: await buildPage(join(folder, "page")) },
    );
    ({ records } = await desk.store.queue());
    browser = await openBrowser(chromium ?? "chromium");
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    await openPage({ locale: "zh-CN" });
  });
  afterEach(async () => {
    await context.close();
    // Whatever a test is about: nothing is complained of, and nothing leaves this machine.
    const elsewhere = asked.filter((url) => !url.startsWith(`${desk.address}/`));
    const troubles = [...complaints, ...elsewhere, ...desk.faults.map(String)];
    if (troubles.length > 0) throw new Error(troubles.join("\n"));
  });

  async function openPage(options: Parameters<Browser["newContext"]>[0]): Promise<void> {
    context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
    page = await context.newPage();
    complaints = [];
    asked = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => asked.push(request.url()));
  }

  /** The second form of the report of two forms, as stored from a file of this kind. */
  function secondForm(kind: string): string {
    const found = records.find(
      ({ path, id }) => path?.endsWith(`cell-lines-two-forms/source.${kind}`) === true && id.endsWith("-2"),
    );
    if (found === undefined) throw new Error(`no second form in source.${kind}`);
    return found.id;
  }

  async function seriousFaults(): Promise<unknown[]> {
    // The page's own policy forbids scripts to be added to it; what is evaluated is not added.
    await page.evaluate(AXE);
    const faults = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, impact, nodes }) => ({
        id,
        impact,
        at: nodes[0]?.html,
      }));
    });
    return faults.filter(({ impact }) => impact === "serious" || impact === "critical");
  }

  test("finds the wrong total of the second form by keyboard alone and jumps to it on the page", async () => {
    await page.goto(`${desk.address}/records?rule=total-score&verdict=differs&search=数字文化馆`);
    await page.waitForSelector(".records tbody tr");
    const link = page.locator(`a[href="/records/${secondForm("pdf")}"]`);
    await page.keyboard.press("j");
    for (let step = 0; step < 20 && !(await link.evaluate((own) => own.matches(":focus"))); step += 1)
      await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".original image");
    await page.keyboard.press("j");
    const matter = page.locator(".chosen");
    expect(await matter.innerText()).toMatch(/总分[^]*印 86 算 81/u);
    // The formula with its figures, and each of them a way to its place.
    expect(await matter.innerText()).toContain("5 + 5 + 5");
    await page.keyboard.press("Enter");
    expect(await page.locator(TOTAL).evaluate((own) => own.matches(":focus"))).toBe(true);
    const box = page.locator("rect.spot.current");
    await box.first().waitFor();
    expect(await box.count()).toBe(1);
    expect(await box.locator("title").textContent()).toContain("总分行 · 得分");
    await page.keyboard.press("?");
    expect(await page.locator("dialog[open]").innerText()).toContain("更正当前的值");
  });

  test("corrects a misread after who and why, shows which checks change, and undoes it", async () => {
    const extract = await upload("misread.txt", MISREAD);
    await page.goto(`${desk.address}/records/${extract}`);
    const score = page.locator('[data-pointer="/indicators/2/score"]');
    await score.click();
    await page.keyboard.press("e");
    const dialog = page.locator("dialog.correction[open]");
    expect(await dialog.locator("[name=entered]").inputValue()).toBe("46");
    await dialog.locator("[name=entered]").fill("40");
    await dialog.locator("[name=note]").fill("原图为40");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".notice >> text=不一致 → 一致");
    expect(await score.innerText()).toMatch(/^40/u);
    expect(await score.getAttribute("class")).toContain("corrected");
    expect(await page.locator("tr.applied").innerText()).toMatch(/李审核[^]*46 → 40[^]*原图为40/u);
    await page.keyboard.press("u");
    await page.waitForSelector(".notice >> text=一致 → 不一致");
    expect(await score.innerText()).toMatch(/^46/u);
  });

  test("hands out the work paper of a record", async () => {
    await page.goto(`${desk.address}/records/${secondForm("txt")}`);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("a >> text=工作底稿").click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${secondForm("txt").slice(0, 12)}.xlsx`);
    const bytes = readFileSync(await download.path());
    const { pages } = await readDocument(bytes, { warn: () => undefined, limits: DEFAULT_LIMITS });
    expect(JSON.stringify(pages)).toContain("数字文化馆");
  });

  test("refuses what does not fit its place, in words, and leaves the record as it was", async () => {
    await page.goto(`${desk.address}/records/${secondForm("txt")}`);
    await page.locator(TOTAL).click();
    await page.keyboard.press("e");
    await page.locator("dialog.correction [name=entered]").fill("八十一");
    complaints.length = 0;
    const answer = page.waitForResponse(/corrections/u);
    await page.keyboard.press("Enter");
    expect((await answer).status()).toBe(400);
    expect(await page.locator(".notice.trouble").innerText()).toContain("应填数字");
    // Chromium itself notes every answer that is no success.
    expect(complaints.splice(0).every((text) => text.includes("400"))).toBe(true);
    await page.keyboard.press("Escape");
    expect(await page.locator(TOTAL).innerText()).toMatch(/^86/u);
  });

  test("accepts a doubtful reading, which is then in no doubt", async () => {
    const id = await upload("open.txt", MISREAD.trimEnd());
    await page.goto(`${desk.address}/records/${id}`);
    const score = page.locator(TOTAL);
    expect(await score.getAttribute("class")).toContain("doubtful");
    await score.click();
    await page.keyboard.press("a");
    await page.waitForSelector("tr.confirmed");
    expect(await score.getAttribute("class")).not.toContain("doubtful");
    expect(await score.getAttribute("class")).toContain("read");
  });

  test("shows what a document says and lets none of it into the page", async () => {
    const id = await upload("hostile.txt", MISREAD.replace("古桥", "石桥"));
    await page.goto(`${desk.address}/records/${id}`);
    await page.waitForSelector(".lines mark");
    expect(await page.locator("h1").innerText()).toContain("<p>石桥修缮</p>");
    expect(await page.locator("img, h1 p, .original [onerror], button p").count()).toBe(0);
    expect(await page.title()).not.toContain("broken");
  });

  test.each(["txt", "docx", "xlsx", "pdf"])(
    "marks on both sides where a value stands in a %s file",
    async (kind) => {
      await page.goto(`${desk.address}/records/${secondForm(kind)}`);
      await page.waitForSelector(".spot");
      // What stands on another page is turned to by going to it, not by passing over it.
      if (kind === "pdf") await page.locator(TOTAL).click();
      await page.locator(TOTAL).hover();
      await page.waitForSelector(".spot.active");
      const spot = page.locator(".spot.active");
      expect(await spot.count()).toBe(1);
      expect(await spot.textContent()).toContain(kind === "pdf" ? "总分行 · 得分" : "86");
      await page.mouse.move(640, 5);
      expect(await page.locator(".spot.active").count()).toBe(0);
      await page.locator(".spot").nth(3).hover();
      expect(await page.locator(".value.active").count()).toBeGreaterThan(0);
    },
  );

  test("reads files that are dropped on it, and says of one that is no report what to do", async () => {
    await page.goto(`${desk.address}/`);
    await page.waitForSelector(".panels");
    const files = [
      ["dropped.txt", MISREAD.replace("古桥", "新桥")],
      ["letter.txt", "今天天气很好。"],
    ];
    const dropped = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      for (const [name, content] of ${JSON.stringify(files)}) transfer.items.add(new File([content], name));
      return transfer;
    })()`);
    await page.dispatchEvent("main", "dragover", { dataTransfer: dropped });
    expect(await page.locator(".drop").count()).toBe(1);
    await page.dispatchEvent("main", "drop", { dataTransfer: dropped });
    await page.waitForSelector(".uploads .failed");
    expect(await page.locator(".uploads .failed").innerText()).toMatch(/letter\.txt[^]*not-a-report/u);
    await page.locator(".uploads .done a").click();
    await page.waitForSelector("h1 >> text=新桥修缮");
  });

  test.each([
    ["zh-CN", "概览", "待审队列", "待办"],
    ["en-GB", "Overview", "Queue", "To settle"],
  ])(
    "speaks the browser's language (%s), and the other one where it is chosen",
    async (locale, overview, queue, findings) => {
      await context.close();
      await openPage({ locale });
      const heading = async (path: string, level: string): Promise<string> => {
        await page.goto(`${desk.address}${path}`);
        return await page.locator(level).first().innerText();
      };
      const record = `/records/${secondForm("txt")}`;
      expect(await heading("/", "h1")).toBe(overview);
      expect(await heading("/records", "h1")).toBe(queue);
      expect(await heading(record, "#findings-title")).toBe(findings);
      const other = locale === "en-GB" ? ["中文", "待办"] : ["English", "To settle"];
      await page.locator(`button:has-text('${other[0] ?? ""}')`).click();
      expect(await page.locator("#findings-title").innerText()).toBe(other[1]);
      expect(await heading(record, "#findings-title")).toBe(other[1]);
    },
  );

  test.each(["light", "dark"] as const)(
    "has no serious fault of accessibility in %s colours",
    async (colorScheme) => {
      await context.close();
      await openPage({ locale: "zh-CN", colorScheme });
      for (const [path, ready] of [
        ["/", ".panels"],
        ["/records", ".records"],
        ["/failures", ".grid"],
        [`/records/${secondForm("pdf")}`, ".original image"],
        [`/records/${secondForm("txt")}`, ".lines mark"],
      ] as const) {
        await page.goto(`${desk.address}${path}`);
        await page.waitForSelector(ready);
        if (path.startsWith("/records/")) await page.keyboard.press("j");
        expect([path, await seriousFaults()]).toEqual([path, []]);
      }
    },
  );

  test("leads from each figure of the overview to the records behind it", async () => {
    await page.goto(`${desk.address}/`);
    const bar = page.locator(".bars a").first();
    const told = /(\d+) 条记录/u.exec(await bar.innerText())?.[1];
    await bar.click();
    await page.waitForSelector(".records");
    expect(await page.locator("[role=status]").first().innerText()).toContain(`${told ?? ""} 条记录`);
    await page.goBack();
    const score = page.locator(".histogram a").last();
    await score.focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(".chip");
    expect(new URL(page.url()).pathname).toBe("/records");
  });

  test("fits 1280 by 720 and a wide screen without a bar across", async () => {
    for (const width of [1280, 2560]) {
      await page.setViewportSize({ width, height: 720 });
      for (const path of ["/", "/records", `/records/${secondForm("pdf")}`]) {
        await page.goto(`${desk.address}${path}`);
        await page.waitForSelector(".panels, .records, .original image");
        const over = await page.evaluate<number>(`(() => {
          const main = document.querySelector("main");
          return Math.max(document.documentElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth);
        })()`);
        expect([path, width, over]).toEqual([path, width, 0]);
      }
    }
  });

  /** Stores a text as the desk does with uploads; the id of its record. */
  async function upload(name: string, text: string): Promise<string> {
    const answer = await fetch(`${desk.address}/uploads?name=${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: text,
    });
    const { files } = (await answer.json()) as { files: { records: string[] }[] };
    const [id] = files[0]?.records ?? [];
    if (id === undefined) throw new Error(`${name} gave no record`);
    return id;
  }
});
