import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import type { MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { HttpFailure } from "./http-failure.ts";

/** Who may ask. */
export interface Access {
  /** Only programs on this machine can reach the server. */
  loopback: boolean;
  /** Names of this machine under which it may be asked, beside those of loopback and bare addresses. */
  names: readonly string[];
  /** What every request must bring where the server is bound elsewhere than to loopback. */
  token?: string;
}

const COOKIE = "fuhe-token";

/**
 * Refuses what no person on this page asked for. A name in Host that is not this machine's is a page elsewhere whose name was
 * pointed here (DNS rebinding); another Origin is a page elsewhere that posts here. Bare addresses cannot be pointed.
 */
export function guardRequests({ loopback, names, token }: Access): MiddlewareHandler {
  return async (context, next) => {
    const { req } = context;
    const host = req.header("host") ?? "";
    if (!isKnownHost(hostName(host), loopback, names)) {
      throw new HttpFailure(403, "wrong-host", {
        en: "This server does not go by that name; use the address that fuhe serve printed.",
        zh: "服务器名称不符，请使用 fuhe serve 显示的地址。",
      });
    }
    const origin = req.header("origin");
    const isElsewhere = origin !== undefined && origin !== `http://${host}`;
    const isCrossSite =
      req.header("sec-fetch-site") === "cross-site" && req.header("sec-fetch-mode") !== "navigate";
    if (isElsewhere || isCrossSite) {
      throw new HttpFailure(403, "wrong-origin", {
        en: "Another page asked for this; only the reviewing desk itself may.",
        zh: "请求来自其他网页，已拒绝。",
      });
    }
    if (token === undefined) return await next();
    const given = req.query("token");
    if (given !== undefined && isSame(given, token)) {
      setCookie(context, COOKIE, token, { httpOnly: true, sameSite: "Strict", path: "/" });
      const url = new URL(req.url);
      url.searchParams.delete("token");
      return context.redirect(`${url.pathname}${url.search}`);
    }
    const bearer = /^Bearer (.+)$/u.exec(req.header("authorization") ?? "")?.[1];
    if (![getCookie(context, COOKIE), bearer].some((own) => own !== undefined && isSame(own, token))) {
      throw new HttpFailure(401, "token-needed", {
        en: "Open the address that fuhe serve printed, with its token.",
        zh: "请打开 fuhe serve 显示的完整地址（含 token）。",
      });
    }
    await next();
  };
}

/** "[::1]:8420" → "::1" */
function hostName(host: string): string {
  return host
    .replace(/:\d+$/u, "")
    .replaceAll(/^\[|\]$/gu, "")
    .toLowerCase();
}

function isKnownHost(name: string, loopback: boolean, names: readonly string[]): boolean {
  if (name === "localhost" || name === "127.0.0.1" || name === "::1") return true;
  return !loopback && (isIP(name) !== 0 || names.includes(name));
}

/** Compared by their hashes, in a time that tells nothing. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
