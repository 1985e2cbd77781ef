import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import type { StoredEmail } from "../resend/emails.ts";
import { Html, html } from "./html.ts";
import { chip, notFound, page, when } from "./layout.ts";
import { fateWords, isTrouble, reportsView } from "./mail-reports.ts";
import { inScheme } from "./mail-scheme.ts";
import { findMail, findMails } from "./mails.ts";

const shown_at_once = 200;

export function mailsPage(context: EmulatorContext, request: EmulatorRequest): EmulatorResponse {
  const to = request.url.searchParams.get("to")?.trim() || null;
  const mails = findMails(context, to);
  const body = html`
    <h1>Mails</h1>
    <form class="find" method="get" action="/mails" role="search">
      <label for="to">Sent to</label>
      <input id="to" name="to" type="text" inputmode="email" autocomplete="off" value="${to}" placeholder="name@example.com">
      <button>Show</button>
      ${to ? html`<a href="/mails">All mails</a>` : ""}
    </form>
    ${mails.length === 0 ? empty(to) : mailList(context, mails.slice(0, shown_at_once))}
    ${mails.length > shown_at_once ? html`<p class="quiet">The newest ${shown_at_once} of ${mails.length}.</p>` : ""}`;
  return page(context, { title: "Mails", current: "/mails", body });
}

export function mailList(context: EmulatorContext, mails: StoredEmail[]): Html {
  return html`<ul class="rows">${mails.map(
    (mail) => html`<li><a class="row mail" href="/mails/${mail.id}">
      <span class="who">${mail.to.join(", ")}</span>
      <span class="what"><strong>${mail.subject}</strong>${mail.last_event === "delivered" ? "" : html` ${chip(isTrouble(mail.last_event) ? "bad" : "idle", fateWords(mail.last_event))}`}${mail.attachments.length > 0 ? html` <span class="quiet">with ${mail.attachments.map(({ filename }) => filename).join(", ")}</span>` : ""}</span>
      <span class="at quiet">${when(context, new Date(mail.received_at))}</span>
    </a></li>`,
  )}</ul>`;
}

export function mailPage(context: EmulatorContext, request: EmulatorRequest, id: string): EmulatorResponse {
  const mail = findMail(context, id);
  if (!mail) return notFound(context, "There is no such mail. It may have gone with a reset.");
  const parts = (["html", "text"] as const).filter((part) => mail[part] !== null);
  const views: string[] = [...parts, ...(mail.attachments.length > 0 ? ["attachments"] : []), "reports"];
  const asked = request.url.searchParams.get("view") ?? "";
  const view = views.includes(asked) ? asked : (views[0] ?? "");
  const body = html`
    <p class="back"><a href="/mails">All mails</a></p>
    <h1>${mail.subject}</h1>
    <dl class="facts">
      ${fact("To", mail.to.join(", "))}${fact("From", mail.from)}${fact("Reply to", mail.reply_to?.join(", "))}${fact("Copy", mail.cc?.join(", "))}${fact("Hidden copy", mail.bcc?.join(", "))}
      ${fact("Received", html`${when(context, new Date(mail.received_at))}, ${mail.received_at.replace("T", " ").slice(0, 19)} UTC`)}
      ${fact("State", fateWords(mail.last_event))}${fact("Key", mail.idempotency_key)}
      ${Object.entries(mail.headers).map(([name, value]) => fact(name, value))}
    </dl>
    <nav class="tabs" aria-label="Parts of the mail"><ul>${views.map(
      (name) => html`<li><a href="/mails/${id}?view=${name}"${name === view ? new Html(' aria-current="page"') : ""}>${tabs[name]}${name === "attachments" ? ` (${mail.attachments.length})` : ""}</a></li>`,
    )}</ul></nav>
    ${view === "html" ? htmlView(id, request) : view === "text" ? html`<pre class="text">${mail.text}</pre>` : view === "reports" ? reportsView(context, mail) : attachmentsView(mail)}`;
  return page(context, { title: mail.subject, current: "/mails", body });
}

/**
 * The mail itself, for the frame. It is somebody else's document: no script, no form, no remote picture, an origin of
 * its own; its links replace the whole window, so that following one is what it is for a reader.
 */
export function mailDocument(context: EmulatorContext, request: EmulatorRequest, id: string): EmulatorResponse {
  const mail = findMail(context, id);
  if (!mail?.html) return notFound(context, "This mail has no html part.");
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; sandbox allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox",
    },
    body: inScheme(mail.html, request.url.searchParams.get("scheme")).replaceAll(/target="_blank"/g, 'target="_top"'),
  };
}

export function attachmentFile(context: EmulatorContext, mail_id: string, attachment_id: string): EmulatorResponse {
  const attachment = findMail(context, mail_id)?.attachments.find(({ id }) => id === attachment_id);
  if (!attachment) return notFound(context, "There is no such attachment.");
  return {
    status: 200,
    headers: {
      "content-type": attachment.content_type.replace(/[^\x20-\x7e]/g, ""),
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(attachment.filename)}`,
      "content-security-policy": "sandbox",
      "x-content-type-options": "nosniff",
    },
    body: Buffer.from(attachment.content_base64, "base64"),
  };
}

function htmlView(id: string, request: EmulatorRequest): Html {
  const width = request.url.searchParams.get("width") === "320" ? "320" : "600";
  const scheme = ["light", "dark"].find((name) => name === request.url.searchParams.get("scheme")) ?? "auto";
  const link = (change: { width?: string; scheme?: string }, label: string) => {
    const to = { width, scheme, ...change };
    const is_current = to.width === width && to.scheme === scheme;
    return html`<li><a href="/mails/${id}?view=html&width=${to.width}&scheme=${to.scheme}"${is_current ? new Html(' aria-current="true"') : ""}>${label}</a></li>`;
  };
  return html`
    <div class="look"><ul>${link({ width: "600" }, "600 wide")}${link({ width: "320" }, "320 wide")}</ul><ul>${link({ scheme: "auto" }, "As the system")}${link({ scheme: "light" }, "Light")}${link({ scheme: "dark" }, "Dark")}</ul></div>
    <iframe class="mail w${width}" title="The mail as it renders" src="/mails/${id}/html?scheme=${scheme}" sandbox="allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox"></iframe>`;
}

function attachmentsView(mail: StoredEmail): Html {
  return html`<ul class="rows">${mail.attachments.map(
    (attachment) => html`<li class="attachment">
      <p><a href="/mails/${mail.id}/attachments/${attachment.id}" download="${attachment.filename}">Download ${attachment.filename}</a> <span class="quiet">${attachment.content_type}, ${attachment.size} bytes</span></p>
      ${attachment.content_type.startsWith("text/") ? html`<pre class="text">${Buffer.from(attachment.content_base64, "base64").toString("utf8")}</pre>` : ""}
    </li>`,
  )}</ul>`;
}

function empty(to: string | null): Html {
  if (to) return html`<p class="empty">No mail went to ${to}. <a href="/mails">See all mails</a></p>`;
  return html`<p class="empty">No mail yet. Register or book in the product, and what it sends appears here instead of in an inbox.</p>`;
}

function fact(label: string, value: Html | string | null | undefined): Html {
  return value ? html`<div><dt>${label}</dt><dd>${value}</dd></div>` : html``;
}

const tabs: Record<string, string> = { html: "Html", text: "Plain text", attachments: "Attachments", reports: "What became of it" };
