import type { EmulatorRequest, EmulatorResponse } from "../../emulator.ts";
import type { StripeAccount } from "../account.ts";
import { inWords } from "../currencies.ts";
import { escapeHtml, page } from "../pages.ts";
import { requirementsOf } from "./account-object.ts";
import { bankAccountsOf } from "./bank-account-object.ts";
import { inPlainWords } from "./requirement-words.ts";

/** What a connected person sees of their own account: what is there, what is on its way, where it goes. */
export function showExpressDashboard(platform: StripeAccount, request: EmulatorRequest): EmulatorResponse {
  const link = platform.get("login_links", request.url.pathname.split("/").at(-1) ?? "");
  const account = link && platform.get("accounts", link.account);
  if (!link?.was_opened || account?.state !== "connected")
    return page({
      status: 404,
      title: "No such dashboard",
      body: "<main><h1>No such dashboard</h1><p>Go back to the platform and open your dashboard again.</p></main>",
    });

  const books = platform.connected(account.id);
  const movements = books.list("balance_transactions").slice(-20).reverse();
  const banks = bankAccountsOf(platform, account.id);
  const due = requirementsOf(platform, account).currently_due;
  const name = [account.person.first_name, account.person.last_name].filter(Boolean).join(" ");
  return page({
    title: "Express dashboard",
    body: `<main>
      <p class="bank">Stripe emulator · Express dashboard</p>
      <h1>${escapeHtml(name || account.id)}</h1>
      ${due.length > 0 ? `<p class="problem">Stripe needs: ${due.map((requirement) => escapeHtml(inPlainWords(requirement))).join(", ")}.</p>` : ""}
      <h2>Bank account</h2>
      ${banks.length === 0 ? "<p>None yet.</p>" : `<ul>${banks.map((bank) => `<li>${escapeHtml(bank.bank_name ?? "Bank")} •••• ${escapeHtml(bank.last4)}${bank.status === "errored" ? ", no longer works" : ""}</li>`).join("")}</ul>`}
      <h2>Newest movements</h2>
      ${movements.length === 0 ? "<p>No money has moved yet.</p>" : `<ul>${movements.map(({ type, net, currency }) => `<li>${escapeHtml(type)} ${inWords(net, currency)}</li>`).join("")}</ul>`}
      <p class="small">${account.id}</p>
    </main>`,
  });
}
