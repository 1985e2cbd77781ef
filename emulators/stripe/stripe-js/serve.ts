import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import type { EmulatorRequest, EmulatorResponse } from "../../emulator.ts";
import { page } from "../pages.ts";

/** In the order in which one file's top level needs another's. */
const pageScript = [
  "shared/api-client.ts",
  "shared/protocol.ts",
  "shared/is-dark.ts",
  "page/integration-error.ts",
  "page/frame-channel.ts",
  "page/element.ts",
  "page/elements-group.ts",
  "page/authentication-modal.ts",
  "page/intents.ts",
  "page/payments.ts",
  "page/setups.ts",
  "page/stripe.ts",
];

const modules = [
  "shared/api-client.ts",
  "shared/protocol.ts",
  "shared/is-dark.ts",
  "frame/card-form.ts",
  "frame/card-fields.ts",
  "frame/card-rules.ts",
  "frame/card-payments.ts",
  "frame/appearance.ts",
  "frame/authentication.ts",
];
const styles = ["styles/card.css", "styles/pages.css"];

/** The stand-in for Stripe.js: one classic script for the shop's page, and the frames that it opens. */
export function serveStripeJs(request: EmulatorRequest): EmulatorResponse {
  const file = request.url.pathname.slice("/stripe-js/".length);
  if (file === "v3.js") return script(bundle());
  if (file === "card.html") return page({ title: "Card", body: "", scripts: ["/stripe-js/frame/card-form.ts"], stylesheet: "/stripe-js/styles/card.css" });
  if (modules.includes(file)) return script(javaScriptOf(file));
  if (styles.includes(file)) return { status: 200, headers: { "content-type": "text/css; charset=utf-8", "cache-control": "no-cache" }, body: read(file) };
  return { status: 404, body: { error: { message: `Stripe.js has no ${file}.` } } };
}

/** One script without modules, because window.Stripe must be there when the script has loaded. */
function bundle(): string {
  const bodies = pageScript.map((file) =>
    javaScriptOf(file)
      .replaceAll(/^import .*;$/gm, "")
      .replaceAll(/^export (?=(?:async )?function|class|const)/gm, ""),
  );
  return `(() => {\n"use strict";\n${bodies.join("\n")}\n})();\n`;
}

function script(body: string): EmulatorResponse {
  return {
    status: 200,
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-cache",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
    },
    body,
  };
}

const stripped = new Map<string, string>();

function javaScriptOf(file: string): string {
  const known = stripped.get(file);
  if (known !== undefined) return known;
  const javaScript = stripTypeScriptTypes(read(file));
  stripped.set(file, javaScript);
  return javaScript;
}

function read(file: string): string {
  return readFileSync(join(import.meta.dirname, file), "utf8");
}
