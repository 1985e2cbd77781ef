import "server-only";
import type { ClientSession } from "mongodb";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { track } from "@/lib/integrations/analytics/track";
import { requireMarket } from "@/lib/markets/store";
import type { TutorDocument } from "@/lib/tutors/schema";
import { changeTutor, findTutorOfUser } from "@/lib/tutors/store";
import type { AccountProfileChange } from "./profile-schema";
import type { UserDocument } from "./schema";
import { changeUser, findUser } from "./store";
import { type AccountProfile, toAccountProfile } from "./view";

/**
 * Saves the named fields of the person's account. What a coach's page shows too, name and market, is kept in step with it
 * while that is a draft of theirs alone, and refused from here once others rely on it.
 */
export async function changeProfile({ user_id, change, now }: { user_id: string; change: AccountProfileChange; now: Date }): Promise<AccountProfile> {
  const { user, fields_changed } = await withTransaction(async (session) => {
    const before = await findUser(user_id, session);
    if (!before || before.deleted_at) throw new AppError("not_found", "There is no such account.");
    const fields_changed = fieldsThatDiffer(before, change);
    if (fields_changed.length === 0) return { user: before, fields_changed };
    await followOnPage({ user: before, change, fields_changed, now, session });
    const changes = Object.fromEntries(fields_changed.map((field) => [field, change[field]])) as Partial<UserDocument>;
    await changeUser({ user_id, changes, now, session });
    return { user: { ...before, ...changes }, fields_changed };
  });
  if (fields_changed.length > 0) track("profile_updated", user_id, { fields_changed });
  return toAccountProfile(user);
}

function fieldsThatDiffer(user: UserDocument, change: AccountProfileChange): (keyof AccountProfileChange)[] {
  const known = toAccountProfile(user);
  return (Object.keys(change) as (keyof AccountProfileChange)[]).filter((field) => change[field] !== undefined && change[field] !== known[field]);
}

async function followOnPage(order: { user: UserDocument; change: AccountProfileChange; fields_changed: string[]; now: Date; session: ClientSession }): Promise<void> {
  const { user, change, fields_changed, now, session } = order;
  const tutor = await findTutorOfUser(user._id);
  if (!tutor) return;
  const page: Partial<TutorDocument> = {};
  if (change.name && fields_changed.includes("name")) page.name = change.name;
  if (change.market_id && fields_changed.includes("market_id")) {
    page.market_id = change.market_id;
    page.currency = (await requireMarket(change.market_id)).currency;
  }
  if (Object.keys(page).length === 0) return;
  // Asked of the page as it is when it is written: an approval may come in between.
  await changeTutor({ tutor_id: tutor._id, change: (current) => (requireFree(current, page), page), now, session });
}

function requireFree(tutor: TutorDocument, page: Partial<TutorDocument>): void {
  if (page.name && ["approved", "paused", "suspended"].includes(tutor.status)) {
    const message = "Your name is on your public page. Change it in your coach profile, where it is checked before it shows.";
    throw new AppError("conflict", message, { fields: { name: message }, details: { reason: "on_public_page" } });
  }
  if (page.market_id && (tutor.status !== "draft" || tutor.offers.length > 0 || tutor.trial)) {
    const message = "Your prices are in the currency of your region. While there are any, the region cannot change.";
    throw new AppError("conflict", message, { fields: { market_id: message }, details: { reason: "has_prices" } });
  }
}
