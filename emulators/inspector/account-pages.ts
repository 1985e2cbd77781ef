import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { accountView, requirementsOf } from "../stripe/accounts/account-object.ts";
import type { ConnectedAccount } from "../stripe/accounts/account-record.ts";
import { bankAccountsOf } from "../stripe/accounts/bank-account-object.ts";
import { inPlainWords } from "../stripe/accounts/requirement-words.ts";
import { fundsOf } from "../stripe/balance/balance.ts";
import { inWords } from "../stripe/currencies.ts";
import { actAfterQuestion, actButton, actForm, choice, field } from "./act-forms.ts";
import { type Html, html } from "./html.ts";
import { chip, doneNotice, notFound, page, when } from "./layout.ts";
import { payoutRow } from "./payout-pages.ts";
import { stripeRecords } from "./stripe-records.ts";

type Records = ReturnType<typeof stripeRecords>;

export function accountsPage(context: EmulatorContext): EmulatorResponse {
  const records = stripeRecords(context);
  const accounts = records.accounts();
  const body = html`
    <h1>Accounts</h1>
    ${accounts.length === 0 ? html`<p class="empty">No connected account yet. A coach who sets up payouts gets one.</p>` : html`<ul class="rows">${accounts.map(
      (account) => html`<li><a class="row payment" href="/accounts/${account.id}">
        <span class="amount">${account.country}</span>
        <span>${stateChip(records, account)}</span>
        <span class="what">${nameOf(account)} <span class="quiet">${account.id} ${fundsWords(records, account)}</span></span>
        <span class="at quiet">${when(context, new Date(account.created * 1000))}</span>
      </a></li>`,
    )}</ul>`}`;
  return page(context, { title: "Accounts", current: "/accounts", body });
}

export function accountPage(context: EmulatorContext, request: EmulatorRequest, id: string): EmulatorResponse {
  const records = stripeRecords(context);
  const account = records.account(id);
  if (!account) return notFound(context, "There is no such account. It may have gone with a reset.");
  const shown = accountView(records.platform, account);
  const banks = bankAccountsOf(records.platform, id);
  const payouts = records.payouts().filter((found) => found.account === id);
  const transfers = records.transfers("destination", id);
  const body = html`
    <p class="back"><a href="/accounts">All accounts</a></p>
    <h1>${nameOf(account)} ${stateChip(records, account)}</h1>
    ${doneNotice(request)}
    <dl class="facts">
      <div><dt>Account</dt><dd>${id}</dd></div>
      ${Object.entries(account.metadata).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
      <div><dt>Capabilities</dt><dd>${Object.entries(shown.capabilities ?? {}).map(([name, status], at) => html`${at > 0 ? ", " : ""}${name.replaceAll("_", " ")} ${status}`)}</dd></div>
      <div><dt>Charges, payouts</dt><dd>${shown.charges_enabled ? "enabled" : "not enabled"}, ${shown.payouts_enabled ? "enabled" : "not enabled"}</dd></div>
      <div><dt>Balance</dt><dd>${fundsWords(records, account) || "nothing"}</dd></div>
      <div><dt>Bank accounts</dt><dd>${banks.length === 0 ? "none" : banks.map((bank, at) => html`${at > 0 ? ", " : ""}${bank.bank_name} •••• ${bank.last4}${bank.status === "errored" ? " (no longer works)" : ""}`)}</dd></div>
    </dl>
    ${requirementPart(records, account)}
    ${account.state === "connected" ? controls(account) : html`<p class="empty">This account is ${account.state}: the platform has no access to it any more.</p>`}
    ${transfers.length > 0 ? html`<h2>Transfers</h2><ul class="rows">${transfers.slice(0, 50).map((transfer) => html`<li class="row payment"><span class="amount">${inWords(transfer.amount, transfer.currency)}</span><span>${chip(transfer.reversed ? "idle" : transfer.amount_reversed > 0 ? "slow" : "good", transfer.reversed ? "Reversed" : transfer.amount_reversed > 0 ? "Partly reversed" : "Transferred")}</span><span class="what">${transfer.id} <span class="quiet">${transfer.transfer_group}</span></span><span class="at quiet">${when(context, new Date(transfer.created * 1000))}</span></li>`)}</ul>` : ""}
    ${payouts.length > 0 ? html`<h2>Payouts</h2><ul class="rows">${payouts.slice(0, 50).map((found) => payoutRow(context, found))}</ul>` : ""}
    <details><summary>As Stripe's API shows it</summary><pre class="text">${JSON.stringify(shown, null, 2)}</pre></details>`;
  return page(context, { title: nameOf(account), current: "/accounts", body });
}

function requirementPart(records: Records, account: ConnectedAccount): Html {
  const { past_due, currently_due, current_deadline, errors } = requirementsOf(records.platform, account);
  if (currently_due.length === 0) return html`<p class="quiet">Stripe needs nothing more.</p>`;
  const deadline = current_deadline === null ? "" : `, due by ${new Date(current_deadline * 1000).toISOString().slice(0, 10)}`;
  return html`<h2>What Stripe needs</h2><ul class="rows">${currently_due.map(
    (requirement) => html`<li class="row plain"><span class="what">${inPlainWords(requirement)} <span class="quiet">${requirement}</span></span><span>${past_due.includes(requirement) ? chip("bad", "Overdue") : chip("slow", `Due${deadline}`)}</span></li>`,
  )}</ul>${errors.map(({ reason }) => html`<p class="quiet">${reason}</p>`)}`;
}

function controls({ id }: ConnectedAccount): Html {
  const back = `/accounts/${id}`;
  return html`<h2>Controls</h2>
    <div class="buttons">${actButton("onboard", { id }, { label: "Onboard, and pass the check", back })}${actButton("onboard", { id, outcome: "failed" }, { label: "Onboard, and fail the check", back })}${actButton("requirements", { id }, { label: "Settle everything", back })}</div>
    ${actForm("requirements", { id }, { label: "Ask for it", back, inputs: html`${choice("currently_due", "Stripe wants to know", wishes)}${field("days", "Due in days (empty: some day)", "7")}` })}
    ${actForm("requirements", { id }, { label: "Stop the account", back, inputs: choice("past_due", "Overdue already", wishes) })}
    ${actForm("bank-account", { id }, { label: "Give it", back, inputs: choice("account_number", "Another bank account", { "000123456789": "One where payouts arrive", "000111111113": "A closed one: payouts fail", "000111111116": "One that does not exist: payouts fail" }) })}
    ${actAfterQuestion("deauthorize", { id }, { summary: "Cut the platform off…", question: "The account's owner ends the connection. The platform has no access any more, and this cannot be undone.", label: "Cut it off", back })}`;
}

const wishes = {
  "individual.verification.document": "A photo of an identity document",
  "individual.id_number": "The national identity number",
  "business_profile.url": "A website",
};

function stateChip(records: Records, account: ConnectedAccount): Html {
  if (account.state !== "connected") return chip("idle", account.state === "deleted" ? "Deleted" : "Cut off");
  const shown = accountView(records.platform, account);
  if (!account.details_submitted) return chip("slow", "Onboarding");
  if (!shown.charges_enabled) return chip("bad", "Stopped");
  return shown.payouts_enabled ? chip("good", "Ready") : chip("bad", "No payouts");
}

function nameOf(account: ConnectedAccount): string {
  return [account.person.first_name, account.person.last_name].filter(Boolean).join(" ") || account.email || account.id;
}

function fundsWords(records: Records, account: ConnectedAccount): string {
  const funds = [...fundsOf(records.platform.connected(account.id))];
  return funds.map(([currency, { available, pending }]) => `${inWords(available, currency)} available, ${inWords(pending, currency)} pending`).join("; ");
}
