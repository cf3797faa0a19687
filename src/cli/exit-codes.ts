import type { Bilingual } from "./language.ts";

/** How a run can end. This is the whole table; `--help` and docs/cli.md print it. */
export const EXIT = {
  /** All went well. */
  ok: 0,
  /** The work was done, and something is wrong with what was worked on. */
  found: 1,
  /** The command line cannot be understood. */
  usage: 2,
  /** Something the command needs is missing or not permitted. */
  environment: 3,
  /** A fault of fuhe itself. */
  fault: 70,
  /** Ctrl-C: 128 + SIGINT, as shells have it. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_MEANINGS: ReadonlyMap<ExitCode, Bilingual> = new Map<ExitCode, Bilingual>([
  [EXIT.ok, { en: "all went well", zh: "一切正常" }],
  [
    EXIT.found,
    {
      en: "some file failed, or eval or verify found something wrong, or rows of a list match no document",
      zh: "有文件失败，或 eval、verify 发现不一致，或目录中有行未能导入",
    },
  ],
  [EXIT.usage, { en: "the command line was wrong", zh: "命令或参数有误" }],
  [
    EXIT.environment,
    {
      en: "no database, no permission, a bad profile, or Node.js too old",
      zh: "没有数据库、没有权限、模板文件有误，或 Node.js 版本过低",
    },
  ],
  [EXIT.fault, { en: "a fault of fuhe itself", zh: "fuhe 自身的错误" }],
  [EXIT.interrupted, { en: "interrupted (Ctrl-C)", zh: "被中断（Ctrl-C）" }],
]);
