import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { requireCurrency } from "../currencies.ts";
import { invalidParams, invalidRequest, noSuch } from "../errors.ts";
import { listPage } from "../lists.ts";
import { mergeMetadata } from "../metadata.ts";
import { boolean, listParams, metadataParam, readParams, text } from "../params.ts";
import type { Call, Route } from "../router.ts";
import { accountView } from "./account-object.ts";
import type { ConnectedAccount } from "./account-record.ts";
import { bankAccountsOf, bankAccountView, newBankAccount } from "./bank-account-object.ts";
import type { StoredBankAccount } from "./bank-account-object.ts";
import { requireConnectedAccount, tellAccountChange } from "./connected-account.ts";
import { requireCountry } from "./countries.ts";

export const bankAccountRoutes: Route[] = [
  { method: "GET", path: "/v1/accounts/:id/external_accounts", handle: list },
  { method: "POST", path: "/v1/accounts/:id/external_accounts", handle: create },
  { method: "GET", path: "/v1/accounts/:id/external_accounts/:sub", handle: ({ account, id, sub }) => bankAccountView(requireBankAccount(account, id, sub)) },
  { method: "POST", path: "/v1/accounts/:id/external_accounts/:sub", handle: update },
  { method: "DELETE", path: "/v1/accounts/:id/external_accounts/:sub", handle: remove },
];

/** A test token, or the numbers themselves. */
export const bankAccountParam = z.union([
  z.enum(["btok_us_verified", "btok_us"]),
  z.strictObject({
    object: z.literal("bank_account"),
    country: text(2),
    currency: text(3),
    account_holder_name: text().optional(),
    account_holder_type: z.enum(["individual", "company"]).optional(),
    routing_number: text().optional(),
    account_number: text(),
  }),
]);

/** Gives the account a place to be paid out to, which becomes the default of its currency where it is the first or `is_default`. */
export function addBankAccount(
  platform: StripeAccount,
  owner: ConnectedAccount,
  given: z.infer<typeof bankAccountParam>,
  { is_default = false }: { is_default?: boolean } = {},
): StoredBankAccount {
  return changing(platform, owner.id, () => insert(platform, owner, { given, is_default }));
}

/** Puts a new bank account in the place of all that are there. */
export function replaceBankAccounts(platform: StripeAccount, owner: ConnectedAccount, given: z.infer<typeof bankAccountParam>): void {
  changing(platform, owner.id, () => {
    for (const bank of bankAccountsOf(platform, owner.id)) drop(platform, bank);
    return insert(platform, owner, { given, is_default: true });
  });
}

/** A payout came back: Stripe sends nothing more to this bank account. */
export function disableBankAccount(platform: StripeAccount, bank: StoredBankAccount): void {
  changing(platform, bank.account, () => {
    const disabled: StoredBankAccount = { ...bank, status: "errored" };
    platform.put("bank_accounts", disabled);
    platform.connected(bank.account).emit("account.external_account.updated", bankAccountView(disabled), { status: bank.status });
    return disabled;
  });
}

function list({ account, id, params }: Call): object {
  const given = readParams(z.strictObject({ ...listParams, object: z.literal("bank_account").optional() }), params);
  requireConnectedAccount(account, id);
  const banks = bankAccountsOf(account, id).map(bankAccountView);
  return listPage({ oldest_first: banks, url: `/v1/accounts/${id}/external_accounts`, params: given, kind: "external account" });
}

function create({ account, id, params }: Call): object {
  const given = readParams(
    z.strictObject({ external_account: bankAccountParam, default_for_currency: boolean().optional(), metadata: metadataParam().optional() }),
    params,
  );
  const owner = requireConnectedAccount(account, id);
  const bank = addBankAccount(account, owner, given.external_account, { is_default: given.default_for_currency ?? false });
  const kept = { ...bank, metadata: mergeMetadata({}, given.metadata) };
  account.put("bank_accounts", kept);
  return bankAccountView(kept);
}

function update({ account, id, sub, params }: Call): object {
  const given = readParams(z.strictObject({ default_for_currency: boolean().optional(), metadata: metadataParam().optional() }), params);
  const bank = requireBankAccount(account, id, sub);
  if (given.default_for_currency === false && bank.default_for_currency)
    throw invalidParams("You must make another external account the default for this currency instead.", { param: "default_for_currency" });
  const updated = changing(account, id, () => {
    if (given.default_for_currency) {
      for (const other of bankAccountsOf(account, id))
        if (other.currency === bank.currency) account.put("bank_accounts", { ...other, default_for_currency: false });
    }
    const changed: StoredBankAccount = {
      ...bank,
      default_for_currency: given.default_for_currency ?? bank.default_for_currency ?? false,
      metadata: mergeMetadata(bank.metadata ?? {}, given.metadata),
      // An update without any change enables a disabled bank account again, as Stripe's does.
      status: Object.keys(given).length === 0 ? "new" : bank.status,
    };
    account.put("bank_accounts", changed);
    account.connected(id).emit("account.external_account.updated", bankAccountView(changed));
    return changed;
  });
  return bankAccountView(updated);
}

function remove({ account, id, sub }: Call): object {
  const bank = requireBankAccount(account, id, sub);
  if (bank.default_for_currency)
    throw invalidRequest(
      "You cannot delete the default external account for your default currency. Please make another external account the default using the `default_for_currency` param, and then delete this one.",
    );
  return changing(account, id, () => drop(account, bank));
}

function drop(platform: StripeAccount, bank: StoredBankAccount): { id: string; object: "bank_account"; deleted: true } {
  platform.remove("bank_accounts", bank.id);
  platform.connected(bank.account).emit("account.external_account.deleted", bankAccountView(bank));
  return { id: bank.id, object: "bank_account", deleted: true };
}

function insert(platform: StripeAccount, owner: ConnectedAccount, how: { given: z.infer<typeof bankAccountParam>; is_default: boolean }): StoredBankAccount {
  const { country, currency, account_number, routing_number, account_holder_name } =
    typeof how.given === "string" ? { ...verifiedBank, country: owner.country, currency: owner.default_currency } : how.given;
  const known = bankAccountsOf(platform, owner.id).filter((bank) => bank.currency === currency.toLowerCase());
  const becomesDefault = how.is_default || known.length === 0;
  if (becomesDefault) for (const bank of known) platform.put("bank_accounts", { ...bank, default_for_currency: false });
  const bank = newBankAccount({
    account: owner.id,
    country: requireCountry(country.toUpperCase()),
    currency: requireCurrency(currency),
    account_number,
    routing_number,
    holder: account_holder_name,
    created_as_default: becomesDefault,
  });
  platform.put("bank_accounts", bank);
  platform.connected(owner.id).emit("account.external_account.created", bankAccountView(bank));
  return bank;
}

function requireBankAccount(platform: StripeAccount, owner: string, id: string): StoredBankAccount {
  requireConnectedAccount(platform, owner);
  const bank = platform.get("bank_accounts", id);
  if (bank?.account !== owner) throw noSuch("external account", id);
  return bank;
}

/** Runs a change of the bank accounts, and tells what it changed on the account itself. */
function changing<T>(platform: StripeAccount, owner: string, change: () => T): T {
  const account = platform.get("accounts", owner);
  const seen = account && accountView(platform, account);
  const result = change();
  if (seen) tellAccountChange(platform, owner, seen);
  return result;
}

const verifiedBank = { account_number: "000123456789", routing_number: undefined, account_holder_name: undefined };
