import type { EmulatorRequest, EmulatorResponse } from "../../emulator.ts";
import type { StripeAccount } from "../account.ts";
import { escapeHtml, page } from "../pages.ts";
import { platformName } from "../platform.ts";
import type { AccountLink } from "./account-links.ts";
import { requirementsOf } from "./account-object.ts";
import type { ConnectedAccount } from "./account-record.ts";
import { countryOf } from "./countries.ts";
import { leaveOnboarding, submitOnboarding } from "./onboarding.ts";
import type { Answers } from "./onboarding.ts";
import { inPlainWords } from "./requirement-words.ts";

/** GET shows the form, POST outcome=pass, fail or later ends it; reloading and coming back are harmless. */
export function respondToOnboarding(platform: StripeAccount, request: EmulatorRequest): EmulatorResponse {
  const link = platform.get("account_links", request.url.pathname.split("/").at(-1) ?? "");
  const account = link && platform.get("accounts", link.account);
  if (!link?.was_opened || account?.state !== "connected")
    return page({ status: 404, title: "No such onboarding", body: "<main><h1>No such onboarding</h1><p>Ask the platform for a new link.</p></main>" });
  if (request.method !== "POST") return form(platform, link, account);

  const sent = new URLSearchParams(request.body.toString("utf8"));
  const answers = answersIn(sent);
  const outcome = sent.get("outcome");
  if (outcome === "later") leaveOnboarding(platform, account.id, answers);
  else {
    const problem = problemWith(answers);
    if (problem) return form(platform, link, account, { problem, answers });
    submitOnboarding(platform, account.id, answers, outcome === "fail" ? "failed" : "verified");
  }
  return { status: 303, headers: { location: link.return_url } };
}

function form(platform: StripeAccount, link: AccountLink, account: ConnectedAccount, refused?: { problem: string; answers: Answers }): EmulatorResponse {
  const { past_due, currently_due } = requirementsOf(platform, account);
  const due = [...new Set([...past_due, ...currently_due])];
  const isComplete = account.details_submitted && due.length === 0;
  const answers = refused?.answers ?? known(account);
  const field = (name: keyof Answers, label: string, more: string) =>
    `<label>${label}<input name="${name}" value="${escapeHtml(answers[name])}" required ${more}></label>`;
  return page({
    status: refused ? 400 : 200,
    title: "Set up payouts",
    body: `<main>
      <p class="bank">Stripe emulator · ${escapeHtml(countryOf(account.country).name)} · ${account.default_currency.toUpperCase()}</p>
      <h1>${isComplete ? "Your payout details" : "Set up your payouts"}</h1>
      <p>${platformName} works with Stripe to pay you. This is the emulator's test page: nothing you type leaves this machine, and the buttons choose how the check of your identity ends.</p>
      ${refused ? `<p class="problem" role="alert">${escapeHtml(refused.problem)}</p>` : ""}
      ${due.length > 0 ? `<details><summary>Stripe still needs ${due.length} ${due.length === 1 ? "thing" : "things"}</summary><ul>${due.map((requirement) => `<li>${escapeHtml(inPlainWords(requirement))}</li>`).join("")}</ul></details>` : '<p class="good">Nothing is missing.</p>'}
      <form method="post" class="stack">
        ${field("first_name", "First name", 'autocomplete="given-name"')}
        ${field("last_name", "Last name", 'autocomplete="family-name"')}
        ${field("email", "Email", 'type="email" autocomplete="email"')}
        <label>Bank account<select name="account_number">${banks.map(([number, words]) => `<option value="${number}"${number === answers.account_number ? " selected" : ""}>${words}</option>`).join("")}</select></label>
        <div class="buttons">
          <button name="outcome" value="pass" class="primary">Submit, and pass the check</button>
          <button name="outcome" value="fail">Submit, and fail the check</button>
          <button name="outcome" value="later" formnovalidate>Save for later</button>
        </div>
      </form>
      <p class="small"><a href="${escapeHtml(link.return_url)}">Back to ${platformName}</a> without changing anything · ${account.id}</p>
    </main>`,
  });
}

/** https://docs.stripe.com/connect/testing#account-numbers */
const banks = [
  ["000123456789", "Test bank •••• 6789, payouts arrive"],
  ["000111111113", "Closed account •••• 1113, payouts fail"],
  ["000111111116", "No such account •••• 1116, payouts fail"],
] as const;

function known(account: ConnectedAccount): Answers {
  const { first_name, last_name } = account.person;
  return { first_name: first_name ?? "Test", last_name: last_name ?? "Coach", email: account.email ?? "coach@example.com", account_number: banks[0][0] };
}

function answersIn(sent: URLSearchParams): Answers {
  const read = (name: string) => (sent.get(name) ?? "").trim().slice(0, 200);
  return { first_name: read("first_name"), last_name: read("last_name"), email: read("email"), account_number: read("account_number") };
}

function problemWith({ first_name, last_name, email, account_number }: Answers): string | null {
  if (first_name === "" || last_name === "") return "Enter your first and last name.";
  if (!/^\S+@\S+$/.test(email)) return "Enter your email address.";
  if (!banks.some(([number]) => number === account_number)) return "Choose a bank account.";
  return null;
}
