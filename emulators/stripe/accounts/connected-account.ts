import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { StripeFailure } from "../errors.ts";
import { planAutomaticPayout } from "../payouts/payout-plan.ts";
import { accountView, capabilitiesOf, capabilityView } from "./account-object.ts";
import type { ConnectedAccount } from "./account-record.ts";

/** An account that the platform may use; to every other it has no access, as if there were none. */
export function requireConnectedAccount(platform: StripeAccount, id: string): ConnectedAccount {
  const account = platform.get("accounts", id);
  if (account?.state === "connected") return account;
  throw new StripeFailure(403, {
    type: "invalid_request_error",
    code: "account_invalid",
    message: `The provided key does not have access to account '${id}' (or that account does not exist). Application access may have been revoked.`,
  });
}

/** The books of every account that was ever connected. */
export function connectedBooks(platform: StripeAccount): StripeAccount[] {
  return platform.list("accounts").map(({ id }) => platform.connected(id));
}

/** Keeps the changed account, and tells what others can see of the change. */
export function saveAccount(platform: StripeAccount, after: ConnectedAccount): ConnectedAccount {
  const before = platform.get("accounts", after.id);
  const seen = before && accountView(platform, before);
  platform.put("accounts", after);
  if (!before || !seen) return after;
  tellChange(platform, { seen, before, after });
  return after;
}

/** As `saveAccount`, for a change of something that the account shows but that is kept elsewhere: its bank accounts. */
export function tellAccountChange(platform: StripeAccount, id: string, seen: Stripe.Account): void {
  const account = platform.get("accounts", id);
  if (account) tellChange(platform, { seen, before: account, after: account });
}

function tellChange(platform: StripeAccount, change: { seen: Stripe.Account; before: ConnectedAccount; after: ConnectedAccount }): void {
  const { seen, before, after } = change;
  const books = platform.connected(after.id);
  const shown = accountView(platform, after);
  const previous = changedFields(seen, shown);
  if (Object.keys(previous).length > 0) books.emit("account.updated", shown, previous);
  // What waited for a bank account or a requirement goes out with the next payout.
  if (shown.payouts_enabled) planAutomaticPayout(books, books.seconds());
  for (const { name, status } of capabilitiesOf(platform, after)) {
    const was = seen.capabilities?.[name] ?? (before.requested[name] === undefined ? "unrequested" : "inactive");
    if (was !== status) books.emit("capability.updated", capabilityView(platform, after, name), { status: was });
  }
}

/** The fields of an object that are no longer what they were, as they were. */
export function changedFields<T extends object>(before: T, after: T): Partial<T> {
  const entries = Object.entries(before).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify((after as Record<string, unknown>)[field]));
  return Object.fromEntries(entries) as Partial<T>;
}
