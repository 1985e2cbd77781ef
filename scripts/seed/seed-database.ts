import { hashPassword, symmetricDecrypt, symmetricEncrypt, verifyPassword } from "better-auth/crypto";
import { newRecoveryCodes } from "@/lib/auth/new-recovery-codes";
import { env } from "@/lib/config/env";
import { dateInZone } from "@/lib/core/time";
import type { BookingDocument } from "@/lib/bookings/schema";
import { getDb } from "@/lib/db/client";
import { collections } from "@/lib/db/collections";
import type { PaymentDocument } from "@/lib/payments/schema";
import type { UserDocument } from "@/lib/users/schema";
import { bookMoney, forgetMoney } from "./book-money.ts";
import { buildData, type SeedData } from "./build-data.ts";
import { demoLogins } from "./demo-logins.ts";
import { seedId } from "./deterministic.ts";
import { payAtEmulator } from "./pay-at-emulator.ts";
import { seedPackages } from "./seed-packages.ts";
import { planShares } from "./plan-shares.ts";
import { syncDocuments, type SyncResult } from "./sync-documents.ts";

export interface SeedReport {
  users: SyncResult;
  tutors: SyncResult;
  bookings: SyncResult;
  payments: SyncResult;
  refunds: SyncResult;
  packages: SyncResult;
  reviews: SyncResult;
  logins_written: number;
}

/**
 * Writes the demonstration as of today. Running it again on the same day changes nothing; on another day the dates move
 * along. It touches its own ids only: a time that somebody booked for real stays theirs, and the seeded session gives way.
 */
export async function seedDatabase(now: Date): Promise<SeedReport> {
  const data = buildData(dateInZone(now, "UTC"));
  const users = await syncDocuments(collections().users, data.users);
  requireRoom("address", data.users.filter((user) => users.refused.includes(user._id)).map((user) => user.email));
  const logins_written = await writeLogins(data);
  const tutors = await syncDocuments(collections().tutors, data.tutors);
  requireRoom("page", data.tutors.filter((tutor) => tutors.refused.includes(tutor._id)).map((tutor) => `/coaches/${tutor.slug}`));
  await removeSessions(data.retired_booking_ids);
  await releaseMovedSessions(data);
  await forgetWhatBecameOf(data);
  const bookings = await syncDocuments(collections().bookings, data.bookings);
  await removeSessions(bookings.refused);
  const isThere = ({ booking_id }: { booking_id: string }) => !bookings.refused.includes(booking_id);
  const payments = await syncDocuments(collections().payments, await withStripeIds(data.payments.filter(isThere)));
  const refunds = await syncDocuments(collections().refunds, data.refunds.filter(isThere));
  await payAtEmulator(data.bookings.filter((booking) => isTried(booking, data) || isEarnedLately(booking, data, now)));
  const packages = await seedPackages(data, now);
  await bookMoney(await soldOf(data, isThere));
  await planShares(data.bookings.filter((booking) => isEarnedLately(booking, data, now)));
  const reviews = await syncDocuments(collections().reviews, data.reviews);
  return { users, tutors, bookings, payments, refunds, packages, reviews, logins_written };
}

/** Sessions can give way to real ones; their people cannot. */
function requireRoom(what: string, taken: string[]): void {
  if (taken.length > 0) throw new Error(`This database has somebody else's ${what} already: ${taken.join(", ")}. Seed another one (DB_NAME).`);
}

/** Seeded sessions that move to another time or person must not stand in each other's way while they do. */
async function releaseMovedSessions({ bookings }: SeedData): Promise<void> {
  const placeOf = (booking: Pick<BookingDocument, "starts_at" | "consumer_id">) => `${booking.starts_at.toISOString()} ${booking.consumer_id}`;
  const wanted = new Map(bookings.map((booking) => [booking._id, placeOf(booking)]));
  const present = await collections()
    .bookings.find({ _id: { $in: [...wanted.keys()] } }, { projection: { starts_at: 1, consumer_id: 1 } })
    .toArray();
  const moved = present.filter((booking) => wanted.get(booking._id) !== placeOf(booking)).map((booking) => booking._id);
  await collections().bookings.updateMany({ _id: { $in: moved } }, { $unset: { tutor_cells: "", consumer_cells: "" } });
}

/** A session that somebody moved, cancelled or reported while trying the demonstration is put back as it was: what followed from it goes. */
async function forgetWhatBecameOf({ bookings }: SeedData): Promise<void> {
  const wanted = new Map(bookings.map((booking) => [booking._id, booking]));
  const present = await collections().bookings.find({ _id: { $in: [...wanted.keys()] } }, { projection: { status: 1, version: 1 } }).toArray();
  const ids = present.filter(({ _id, status, version }) => wanted.get(_id)?.status !== status || version > 0).map(({ _id }) => _id);
  await collections().refunds.deleteMany({ booking_id: { $in: ids } });
  await collections().transfers.deleteMany({ booking_id: { $in: ids } });
  await collections().outbox.deleteMany({ "task.booking_id": { $in: ids } });
  await collections().notifications.deleteMany({ href: { $in: ids.flatMap((id) => [`/bookings/${id}`, `/coach/bookings/${id}`, `/admin/problems/${id}`]) } });
  await forgetMoney(ids);
  // Their money went back at the emulator: they are paid for anew.
  await collections().payments.deleteMany({ booking_id: { $in: ids } });
}

/** The paid sessions as they stand now, with their charges at the emulator. */
async function soldOf({ bookings, payments, refunds }: SeedData, isThere: (row: { booking_id: string }) => boolean) {
  const ids = payments.filter(isThere).map(({ booking_id }) => booking_id);
  const paid = new Map((await collections().payments.find({ booking_id: { $in: ids } }).toArray()).map((payment) => [payment.booking_id, payment]));
  const back = new Map(refunds.map((refund) => [refund.booking_id, refund]));
  return bookings.flatMap((booking) => {
    const payment = paid.get(booking._id);
    return payment ? [{ booking, payment, refund: back.get(booking._id) }] : [];
  });
}

/** What was paid at the emulator by an earlier run stays so. */
async function withStripeIds(payments: PaymentDocument[]): Promise<PaymentDocument[]> {
  const rows = await collections().payments.find({ _id: { $in: payments.map(({ _id }) => _id) }, stripe_payment_intent_id: { $exists: true } }).toArray();
  const known = new Map(rows.map(({ _id, stripe_payment_intent_id, stripe_charge_id }) => [_id, { stripe_payment_intent_id, stripe_charge_id }]));
  return payments.map((payment) => ({ ...payment, ...known.get(payment._id) }));
}

/** The coming sessions of those whom one can sign in as. */
function isTried({ status, consumer_id, tutor_user_id }: BookingDocument, { users }: SeedData): boolean {
  const emails: readonly string[] = demoLogins.map(({ email }) => email);
  const ids = users.filter(({ email }) => emails.includes(email)).map(({ _id }) => _id);
  return status === "confirmed" && (ids.includes(consumer_id) || ids.includes(tutor_user_id));
}

/** What the coach whom one can sign in as has earned lately: shares that wait for an account, and go when there is one. */
function isEarnedLately({ status, tutor_user_id, ends_at }: BookingDocument, { users }: SeedData, now: Date): boolean {
  const coach = users.find(({ email }) => email === demoLogins[1].email);
  return status === "completed" && tutor_user_id === coach?._id && now.getTime() - ends_at.getTime() < 30 * 86_400_000;
}

async function removeSessions(ids: string[]): Promise<void> {
  await forgetMoney(ids);
  await collections().bookings.deleteMany({ _id: { $in: ids } });
  for (const name of ["payments", "refunds", "transfers"] as const) await getDb().collection(name).deleteMany({ booking_id: { $in: ids } });
}

async function writeLogins({ users }: SeedData): Promise<number> {
  let written = 0;
  for (const login of demoLogins) {
    const user = users.find((each) => each.email === login.email);
    if (!user) throw new Error(`no user for ${login.email}`);
    const isNew = [await writePassword(user, login.password), await writeAuthenticator(user, login.authenticator_secret)];
    if (isNew.includes(true)) written += 1;
  }
  return written;
}

/** A hash has salt, so it differs each time: a login whose password is right already is left alone. */
async function writePassword(user: UserDocument, password: string): Promise<boolean> {
  const _id = seedId("credential", user.email);
  const known = await collections().credentials.findOne({ _id });
  const hash: unknown = known?.password;
  if (typeof hash === "string" && (await verifyPassword({ hash, password }))) return false;
  const account = {
    user_id: user._id,
    account_id: user._id,
    provider_id: "credential",
    password: await hashPassword(password),
    email: user.email,
    created_at: user.created_at,
    updated_at: user.created_at,
  };
  await collections().credentials.updateOne({ _id }, { $set: account }, { upsert: true });
  return true;
}

/** The same for what is encrypted, by a secret that differs from one environment to the next. "base32:" is better-auth's mark. */
async function writeAuthenticator(user: UserDocument, base32: string | null): Promise<boolean> {
  if (!base32) return (await collections().two_factors.deleteMany({ user_id: user._id })).deletedCount > 0;
  const key = env().auth_secret;
  const secret = `base32:${base32}`;
  const known = await collections().two_factors.findOne({ user_id: user._id });
  const kept = known && (await symmetricDecrypt({ key, data: known.secret }).catch(() => null));
  if (known?.verified && kept === secret) return false;
  const row = {
    secret: await symmetricEncrypt({ key, data: secret }),
    backup_codes: await symmetricEncrypt({ key, data: JSON.stringify(newRecoveryCodes()) }),
    verified: true,
    failed_verification_count: 0,
  };
  await collections().two_factors.updateOne({ user_id: user._id }, { $set: row, $setOnInsert: { _id: seedId("two_factor", user.email) } }, { upsert: true });
  return true;
}
