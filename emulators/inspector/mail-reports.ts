import type { EmulatorContext } from "../emulator.ts";
import type { StoredEmail } from "../resend/emails.ts";
import { mailDeliveries } from "../resend/webhooks.ts";
import type { MailDelivery } from "../resend/webhooks.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { chip, when } from "./layout.ts";

/** What Resend told the product of this mail, and buttons for what a mailbox might do with it. */
export function reportsView(context: EmulatorContext, mail: StoredEmail): Html {
  const reports = context.store.list<MailDelivery>(mailDeliveries).filter(({ email_id }) => email_id === mail.id);
  return html`
    <form class="find" method="post" action="/controls/mail-fate">
      <input type="hidden" name="mail" value="${mail.id}"><input type="hidden" name="back" value="/mails/${mail.id}?view=reports">
      <label for="fate">Let it</label>
      <select id="fate" name="fate">${Object.entries(choices).map(([fate, words]) => html`<option value="${fate}">${words}</option>`)}</select>
      <button>Report it</button>
    </form>
    ${reports.length === 0 ? html`<p class="empty">Nothing was reported of this mail. Bounces, complaints and suppressed mails are; that one was delivered is not.</p>` : html`<ul class="rows">${reports.map((report) => reportRow(context, mail, report))}</ul>`}`;
}

export function fateWords(last_event: string): string {
  return words[last_event] ?? last_event;
}

export function isTrouble(last_event: string): boolean {
  return ["bounced", "complained", "suppressed"].includes(last_event);
}

function reportRow(context: EmulatorContext, mail: StoredEmail, report: MailDelivery): Html {
  return html`<li class="delivery">
    <p>${stateChip(report)} <strong>${report.type}</strong> <span class="quiet">to ${report.url}</span></p>
    ${report.attempts.map((attempt) => html`<p class="quiet">${attempt.status ?? attempt.error}, ${when(context, new Date(attempt.at))}</p>`)}
    ${report.next_attempt_at ? html`<p class="quiet">Next attempt ${when(context, new Date(report.next_attempt_at))}</p>` : ""}
    <form method="post" action="/controls/mail-report"><input type="hidden" name="mail" value="${mail.id}"><input type="hidden" name="back" value="/mails/${mail.id}?view=reports"><input type="hidden" name="report" value="${report.id}"><button>Send it again</button></form>
    <details><summary>What was sent</summary><pre class="text">${JSON.stringify(JSON.parse(report.body), null, 2)}</pre></details>
  </li>`;
}

function stateChip({ state, attempts }: MailDelivery): Html {
  const tries = attempts.length > 1 ? ` (${attempts.length} tries)` : "";
  if (state === "delivered") return chip("good", `Delivered${tries}`);
  if (state === "given_up") return chip("bad", `Given up${tries}`);
  if (state === "held") return chip("slow", "Held");
  return attempts.length > 0 ? chip("bad", `Failing${tries}`) : chip("slow", "On its way");
}

const words: Record<string, string> = {
  sent: "Sent",
  scheduled: "Scheduled",
  delivered: "Delivered",
  delivery_delayed: "Delayed",
  bounced: "Came back",
  complained: "Marked as spam",
  suppressed: "Not sent: suppressed",
};

const choices = {
  bounced: "come back for good (no such mailbox)",
  bounced_transient: "come back for now (mailbox full)",
  complained: "be marked as spam",
  suppressed: "not be sent (suppressed)",
  delivered: "be delivered",
};
