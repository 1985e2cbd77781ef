import type { EmulatorResponse } from "../emulator.ts";

/** A small html page of the emulator; `body` is html, so whatever comes from outside must be escaped before. */
export function page(parts: { title: string; body: string; status?: number; scripts?: string[]; stylesheet?: string; attributes?: string }): EmulatorResponse {
  const scripts = (parts.scripts ?? []).map((source) => `<script type="module" src="${source}"></script>`).join("");
  return {
    status: parts.status ?? 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; base-uri 'none'",
    },
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${parts.title}</title><link rel="stylesheet" href="${parts.stylesheet ?? "/stripe-js/styles/pages.css"}">${scripts}</head><body ${parts.attributes ?? ""}>${parts.body}</body></html>`,
  };
}

export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
