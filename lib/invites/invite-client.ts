import "server-only";
import { randomBytes } from "node:crypto";
import type { SessionUser } from "@/lib/auth/session";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { withTransaction } from "@/lib/db/client";
import { duplicateKeyFields } from "@/lib/db/errors";
import { refusalOf } from "@/lib/email-suppressions/rules";
import { findSuppression, hashOfAddress } from "@/lib/email-suppressions/store";
import { addTask } from "@/lib/outbox/store";
import { takeFromRate } from "@/lib/rate-limits/take";
import { requireOwnTutor } from "@/lib/tutors/require-own-tutor";
import type { InviteDocument } from "./schema";
import { endWaiting, hasWaiting, insertInvite } from "./store";
import { type InviteView, toInviteView } from "./view";

const day = 24 * 60 * 60;
const ofOneCoach = { name: "invites", limit: policy.invites_per_day, window_seconds: day };
/** Whoever they come from: nobody's mailbox is to be filled by several coaches together. */
const toOneAddress = { name: "invites-to", limit: policy.invites_per_address_and_week, window_seconds: 7 * day };

/** Leaves one mail for the address, which need not be known here. Whether it has an account the answer does not tell. */
export async function inviteClient({ user, email, note, now }: { user: SessionUser; email: string; note?: string | undefined; now: Date }): Promise<InviteView> {
  const tutor = await requireOwnTutor(user, now);
  if (!tutor.is_published) throw new AppError("conflict", "You can invite people once your page is public.");
  if (email === user.email) throw refused("That is your own address.");
  if (refusalOf("invite", await findSuppression(email))) throw refused("We cannot send invitations to this address.");

  const waiting_for = hashOfAddress(email);
  const ofThis = { tutor_id: tutor._id, waiting_for };
  await endWaiting({ filter: { ...ofThis, lapses_at: { $lte: now } }, to: "lapsed", now });
  if (await hasWaiting(ofThis)) throw stillWaits();
  if (!(await takeFromRate(ofOneCoach, tutor._id, now))) throw new AppError("rate_limited", `You can invite ${policy.invites_per_day} people a day. Go on tomorrow.`);
  if (!(await takeFromRate(toOneAddress, waiting_for, now))) throw refused("This address got several invitations lately. Try again in a week.");

  const invite: InviteDocument = {
    ...{ _id: newId("invite"), ...ofThis, tutor_user_id: user.id, token: randomBytes(20).toString("base64url"), email, note: note || null, status: "waiting" },
    ...{ joined_at: null, lapses_at: daysAfter(now, policy.invite_waits_days), forget_at: daysAfter(now, policy.invite_kept_days), created_at: now, updated_at: now },
  };
  await send(invite, now);
  return toInviteView(invite, now);
}

async function send(invite: InviteDocument, now: Date): Promise<void> {
  const { _id: invite_id, tutor_user_id: recipient_id } = invite;
  await withTransaction(async (session) => {
    await insertInvite(invite, session);
    await addTask({ key: `mail:invite:${invite_id}`, task: { kind: "mail", template: "invite", recipient_id, invite_id }, now, session });
  }).catch((error: unknown) => {
    // Two at once for one address: the index let the other one win.
    throw duplicateKeyFields(error)?.includes("waiting_for") ? stillWaits() : error;
  });
}

function stillWaits(): AppError {
  return refused("You have invited this address already, and the invitation still waits.");
}

function refused(message: string): AppError {
  return new AppError("conflict", message, { fields: { email: message } });
}

function daysAfter(now: Date, days: number): Date {
  return new Date(now.getTime() + days * day * 1_000);
}
