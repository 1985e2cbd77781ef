import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serveAsset } from "../emulators/inspector/assets.ts";
import { Html, html } from "../emulators/inspector/html.ts";
import { inScheme } from "../emulators/inspector/mail-scheme.ts";
import { previewProps, writtenBy } from "../emails/preview-props";
import { renderMail, templates } from "../emails/render-mail";
import { isTranslated } from "../emails/words/words";
import type { AnyMailTemplate } from "../lib/outbox/schema";
import { type LanguageId, languages } from "../lib/core/language";

const names = Object.keys(templates) as AnyMailTemplate[];
const samples: Record<string, { label: string; written: string | null }> = {
  plain: { label: "As usual", written: null },
  long: { label: "A long name", written: "Wolfeschlegelsteinhausenbergerdorff".repeat(3) },
  rtl: { label: "Right to left", written: "ليلى الحسن" },
  markup: { label: "Markup", written: "<script>alert(1)</script> O'Brien & Sons" },
};

/** What is looked at, all in the address: every look has a link of its own. */
interface Look {
  template: AnyMailTemplate;
  part: "html" | "text";
  width: "600" | "320";
  scheme: "light" | "dark";
  language: LanguageId;
  sample: string;
}

/** A page per mail: at 600 and 320 wide, light and dark, as plain text, in each language, and with what people might write. No script. */
export function startEmailPreview({ port }: { port: number }): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    void answer(new URL(incoming.url ?? "/", "http://127.0.0.1"))
      .catch((error: unknown) => ({ status: 500, type: "text/plain; charset=utf-8", body: error instanceof Error ? (error.stack ?? error.message) : String(error) }))
      .then(({ status, type, body }) => outgoing.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body));
  });
  return new Promise((resolve) =>
    server.listen(port, "127.0.0.1", () =>
      resolve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => new Promise((closed) => void server.close(() => closed())) }),
    ),
  );
}

interface Answer {
  status: number;
  type: string;
  body: string | Buffer;
}

const page = (body: Html, status = 200): Answer => ({ status, type: "text/html; charset=utf-8", body: body.text });

async function answer({ pathname, searchParams }: URL): Promise<Answer> {
  const [first = "", second] = pathname.slice(1).split("/");
  const asset = first === "inspector" ? serveAsset(second ?? "") : null;
  if (asset) return { status: 200, type: asset.headers?.["content-type"] ?? "", body: asset.body as Buffer };
  if (first && !(names as string[]).includes(first)) return page(html`<p>There is no such mail. <a href="/">All mails</a></p>`, 404);
  const look = lookOf((first || names[0]) as AnyMailTemplate, searchParams);
  const mail = await render(look);
  if (second === "document") return { status: 200, type: "text/html; charset=utf-8", body: inScheme(mail.html, look.scheme) };
  return page(previewPage(look, mail));
}

function lookOf(template: AnyMailTemplate, asked: URLSearchParams): Look {
  const one = <T extends string>(name: string, of: readonly T[]): T => of.find((value) => value === asked.get(name)) ?? (of[0] as T);
  return {
    template,
    part: one("part", ["html", "text"]),
    width: one("width", ["600", "320"]),
    scheme: one("scheme", ["light", "dark"]),
    language: one("language", Object.keys(languages) as LanguageId[]),
    sample: one("sample", Object.keys(samples)),
  };
}

function render({ template, language, sample }: Look) {
  const props = previewProps()[template];
  const written = samples[sample]?.written ?? null;
  const named = written === null ? props : writtenBy(props, written);
  return renderMail(template, { ...named, recipient: { ...named.recipient, language } } as never);
}

function previewPage(look: Look, mail: { subject: string; html: string; text: string }): Html {
  const to = (change: Partial<Look>, label: string): Html => {
    const { template, ...rest } = { ...look, ...change };
    const isCurrent = Object.entries(change).every(([name, value]) => look[name as keyof Look] === value);
    return html`<li><a href="/${template}?${new URLSearchParams(rest).toString()}"${isCurrent ? new Html(' aria-current="true"') : ""}>${label}</a></li>`;
  };
  const { template, ...query } = look;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${template} · Mails</title>
<link rel="stylesheet" href="/inspector/styles.css">
<link rel="icon" href="/inspector/mark.svg">
</head>
<body>
<header><nav class="wide" aria-label="Mails"><ul>${names.map((name) => to({ template: name }, name))}</ul></nav></header>
<main class="wide">
<h1>${mail.subject}</h1>
<p class="quiet">${(Buffer.byteLength(mail.html) / 1024).toFixed(1)} KB of html${isTranslated(template) ? "" : ", in English for everybody"}</p>
<div class="look">
<ul>${to({ part: "html" }, "Html")}${to({ part: "text" }, "Plain text")}</ul>
<ul>${to({ width: "600" }, "600 wide")}${to({ width: "320" }, "320 wide")}</ul>
<ul>${to({ scheme: "light" }, "Light")}${to({ scheme: "dark" }, "Dark")}</ul>
<ul>${Object.entries(languages).map(([id, label]) => to({ language: id as LanguageId }, label))}</ul>
<ul>${Object.entries(samples).map(([id, { label }]) => to({ sample: id }, label))}</ul>
</div>
${look.part === "text" ? html`<pre class="text">${mail.text}</pre>` : html`<iframe class="mail w${look.width}" title="The mail as it renders" src="/${template}/document?${new URLSearchParams(query).toString()}" sandbox></iframe>`}
</main>
</body>
</html>`;
}
