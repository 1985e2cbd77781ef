import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { actButton, choice, field } from "./act-forms.ts";
import { doneWords } from "./controls.ts";
import type { ControlCall } from "./controls.ts";
import type { Fault } from "../faults.ts";
import { type Html, html } from "./html.ts";
import { page } from "./layout.ts";

/** The switches: the clock, faults of every emulator, faults of webhooks, Resend's own, and the reset. */
export async function controlsPage(context: EmulatorContext, request: EmulatorRequest, call: ControlCall, problem: string | null = null): Promise<EmulatorResponse> {
  const { faults } = (await call("GET", "faults")).body as { faults: Fault[] };
  const done = doneWords(request.url.searchParams.get("done"));
  const body = html`
    <h1>Controls</h1>
    ${problem ? html`<p class="notice bad" role="alert">${problem}</p>` : done ? html`<p class="notice good" role="status">${done}</p>` : ""}

    <section><h2 id="clock">Clock</h2>
    <p>The emulators' time is <strong>${context.now().toISOString().replace("T", " ").slice(0, 19)} UTC</strong>. The product goes by it: holds lapse, mails become due, pages speak of that day. Sign-ins, mailed links and codes stay with this machine's time.</p>
    <div class="buttons">
      ${button("clock", { advance_ms: "600000" }, "10 minutes on")}${button("clock", { advance_ms: "3600000" }, "1 hour on")}${button("clock", { advance_ms: "86400000" }, "1 day on")}${button("clock", { advance_ms: "604800000" }, "1 week on")}${button("clock", { now: "yes" }, "Back to this machine's time")}
    </div>
    <form class="fields" method="post" action="/controls/clock">${field("minutes", "Minutes on (with a minus: back)", "9")}<button>Move the clock</button></form></section>

    <section><h2 id="faults">Faults</h2>
    <p>The next requests to a provider go wrong, as often as you say, then all is well again.</p>
    <div class="buttons">
      ${button("fault", { emulator: "resend", kind: "status", status: "429" }, "Resend: too many requests")}${button("fault", { emulator: "resend", kind: "status", status: "500" }, "Resend: fails")}${button("fault", { emulator: "stripe", kind: "status", status: "500" }, "Stripe: fails")}${button("fault", { emulator: "stripe", kind: "delay", delay_ms: "5000" }, "Stripe: 5 seconds slow")}${button("fault", { emulator: "cloudinary", kind: "status", status: "500", path: "/cloudinary/v1_1/*" }, "Cloudinary: an upload fails")}
    </div>
    <form class="fields" method="post" action="/controls/fault">
      ${choice("emulator", "Provider", providers)}
      ${choice("kind", "What goes wrong", { status: "answers with an error", delay: "answers late", drop_after: "does the work, then the line breaks" })}
      ${field("status", "Status", "500")}${field("delay_ms", "Delay in ms", "0")}${field("times", "How often", "1")}${field("path", "Path (empty: any)", "")}
      <button>Set the fault</button>
    </form>
    ${faults.length === 0 ? html`<p class="quiet">No fault is set.</p>` : html`<ul class="rows">${faults.map((fault) => html`<li class="plain">${faultWords(fault)}</li>`)}</ul>${button("clear-faults", {}, "Clear all faults")}`}</section>

    <section><h2 id="webhooks">Webhooks</h2>
    <form class="fields" method="post" action="/controls/webhook-faults">
      ${field("drop", "Lose so many next", "0")}${field("duplicate", "Extra copies of each", "0")}${field("delay_ms", "Delay in ms", "0")}
      <label class="check"><input type="checkbox" name="shuffle" value="yes"> In reverse order</label>
      <label class="check"><input type="checkbox" name="hold" value="yes"> Hold them back</label>
      <button>Set</button>
    </form>
    <div class="buttons">${button("flush-webhooks", {}, "Send what is held")}${button("webhook-faults", {}, "End all webhook faults")}</div></section>

    <section><h2 id="resend">Resend</h2>
    <form class="fields" method="post" action="/controls/resend-domain">
      ${field("name", "Sending domain", "maestrohub.example")}${choice("status", "Is", { failed: "no longer verified", verified: "verified" })}<button>Set</button>
    </form>
    <form class="fields" method="post" action="/controls/resend-rate">${field("per_second", "Requests a second", "100")}<button>Set</button></form></section>

    <section><h2 id="reset">Reset</h2>
    <p>Forgets every mail, payment, event, upload and fault, and sets the clock right.</p>
    <p><a class="danger" href="/controls/reset">Reset the emulators…</a></p></section>`;
  return page(context, { title: "Controls", current: "/controls", body, status: problem ? 400 : 200 });
}

export function resetPage(context: EmulatorContext): EmulatorResponse {
  const kept = context.store.collections().reduce((sum, name) => sum + context.store.list(name).length, 0);
  const body = html`
    <h1>Reset the emulators?</h1>
    <p class="lead">${kept} kept ${kept === 1 ? "record goes" : "records go"}: mails, payments, events, uploads. Bookings and profiles in the product stay and will point to payments and pictures that are gone.</p>
    <div class="buttons"><form method="post" action="/controls/reset"><button class="danger">Reset</button></form><a href="/controls">Keep everything</a></div>`;
  return page(context, { title: "Reset", current: "/controls", body });
}

const providers = { stripe: "Stripe", resend: "Resend", cloudinary: "Cloudinary", mixpanel: "Mixpanel", sentry: "Sentry", newrelic: "New Relic", llm: "Language model", cloudflare: "Cloudflare" };

function button(action: string, fields: Record<string, string>, label: string): Html {
  return actButton(action, fields, { label, back: "/controls" });
}

function faultWords(fault: Fault): string {
  const what = fault.kind === "status" ? `answers ${fault.status}` : fault.kind === "delay" ? "answers late" : "breaks the line after the work";
  const delay = fault.delay_ms > 0 ? ` after ${fault.delay_ms} ms` : "";
  return `${fault.emulator} ${what}${delay}, ${fault.times === 1 ? "once" : `${fault.times} times`}${fault.path ? `, at ${fault.path}` : ""}`;
}
