import type { EmulatorResponse } from "../../emulator.ts";
import { escapeHtml, page } from "../pages.ts";

/** The frame of the pages that Stripe hosts for a shop; `body` is html. */
export function hostedPage(parts: { title: string; body: string; status?: number; problem?: string | null | undefined }): EmulatorResponse {
  const problem = parts.problem ? `<p class="problem" role="alert">${escapeHtml(parts.problem)}</p>` : "";
  return page({
    title: parts.title,
    status: parts.status ?? (parts.problem ? 402 : 200),
    body: `<main><p class="bank">Stripe emulator · test mode</p><h1>${escapeHtml(parts.title)}</h1>${problem}${parts.body}</main>`,
  });
}

/** Something that is over, or never was, with the way back where there is one. */
export function closedPage(parts: { title: string; words: string; back?: string | null; status?: number }): EmulatorResponse {
  const back = parts.back ? `<p><a href="${escapeHtml(parts.back)}">Go back</a></p>` : "";
  return hostedPage({ title: parts.title, status: parts.status ?? 200, body: `<p>${escapeHtml(parts.words)}</p>${back}` });
}

export function redirectTo(location: string): EmulatorResponse {
  return { status: 303, headers: { location } };
}

/** The id at the end of the address. */
export function idIn(url: URL): string {
  return url.pathname.split("/").at(-1) ?? "";
}
