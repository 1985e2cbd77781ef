import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { doneWords } from "./controls.ts";
import { inWords } from "./duration.ts";
import { Html, html } from "./html.ts";

/** The frame of every page: what is where, and a line that says so when the clock was moved. */
export function page(context: EmulatorContext, parts: { title: string; current: string; body: Html; status?: number }): EmulatorResponse {
  const ahead = context.now().getTime() - Date.now();
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${parts.title} · MaestroHub emulators</title>
<link rel="stylesheet" href="/inspector/styles.css">
<link rel="icon" href="/inspector/mark.svg">
</head>
<body>
<a class="skip" href="#main">Skip to the page</a>
<header><div class="wide bar">
<a class="wordmark" href="/">${mark}<span>Emulators</span></a>
<nav aria-label="Inspector"><ul>${pages.map(({ href, label }) => html`<li><a href="${href}"${href === parts.current ? new Html(' aria-current="page"') : ""}>${label}</a></li>`)}</ul></nav>
</div></header>
${Math.abs(ahead) > 2000 ? html`<p class="clock-moved"><span class="wide">The emulators' clock is ${inWords(Math.abs(ahead))} ${ahead > 0 ? "ahead of" : "behind"} this machine's. <a href="/controls">Move it</a></span></p>` : ""}
<main id="main" class="wide">${parts.body}</main>
</body>
</html>`;
  return { status: parts.status ?? 200, headers: pageHeaders, body: document.text };
}

export function notFound(context: EmulatorContext, what: string): EmulatorResponse {
  return page(context, {
    title: "Nothing here",
    current: "",
    status: 404,
    body: html`<h1>Nothing here</h1><p class="lead">${what}</p><p><a href="/">Back to the overview</a></p>`,
  });
}

export function redirect(to: string): EmulatorResponse {
  return { status: 303, headers: { location: to, "cache-control": "no-store" } };
}

/** What a control that led back to this page has done. */
export function doneNotice(request: EmulatorRequest): Html | string {
  const done = doneWords(request.url.searchParams.get("done"));
  return done ? html`<p class="notice good" role="status">${done}</p>` : "";
}

/** The parts of one page, each at its own address. */
export function tabs(label: string, parts: { href: string; label: string; isCurrent: boolean }[]): Html {
  return html`<nav class="tabs" aria-label="${label}"><ul>${parts.map((part) => html`<li><a href="${part.href}"${part.isCurrent ? new Html(' aria-current="page"') : ""}>${part.label}</a></li>`)}</ul></nav>`;
}

/** A state as a word in its colour. */
export function chip(tone: "good" | "bad" | "slow" | "idle", word: string): Html {
  return html`<span class="chip ${tone}">${word}</span>`;
}

/** "3 min ago", with the instant to read and to hover. */
export function when(context: EmulatorContext, instant: Date): Html {
  const ago = context.now().getTime() - instant.getTime();
  const words = ago < 0 ? `in ${inWords(-ago)}` : ago < 5000 ? "just now" : `${inWords(ago)} ago`;
  return html`<time datetime="${instant.toISOString()}" title="${instant.toISOString().replace("T", " ").slice(0, 19)} UTC">${words}</time>`;
}

const pages = [
  { href: "/", label: "Overview" },
  { href: "/mails", label: "Mails" },
  { href: "/payments", label: "Payments" },
  { href: "/accounts", label: "Accounts" },
  { href: "/payouts", label: "Payouts" },
  { href: "/subscriptions", label: "Subscriptions" },
  { href: "/disputes", label: "Disputes" },
  { href: "/webhooks", label: "Webhooks" },
  { href: "/uploads", label: "Uploads" },
  { href: "/analytics", label: "Analytics" },
  { href: "/errors", label: "Errors" },
  { href: "/performance", label: "Performance" },
  { href: "/model-calls", label: "Model calls" },
  { href: "/authenticator", label: "Authenticator" },
  { href: "/controls", label: "Controls" },
];

/** No script at all: nothing that a mail or a payment carries can run here. */
const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "x-frame-options": "SAMEORIGIN",
  "content-security-policy": "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'",
};

const mark = html`<svg viewBox="0 0 30 24" width="30" height="24" aria-hidden="true" fill="none"><path class="staff" d="M0 2.5h30M0 7.25h30M0 12h30M0 16.75h30M0 21.5h30"/><path class="baton" d="M3.5 21.5 9 3.5l6 11.5 6-11.5 5.5 18"/></svg>`;
