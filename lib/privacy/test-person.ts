import { createDraft } from "@/lib/announcements/drafts";
import { addAnalyticsEvents } from "@/lib/analytics-events/store";
import { aPerson, password } from "@/lib/auth/test-account";
import { locksOf } from "@/lib/bookings/rules";
import type { BookingDocument } from "@/lib/bookings/schema";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { getDb } from "@/lib/db/client";
import { markAddress } from "@/lib/email-suppressions/store";
import { flushAnalytics } from "@/lib/integrations/analytics/outgoing";
import type { ImageFolder } from "@/lib/images/schema";
import { aPurchase } from "@/lib/packages/test-packages";
import { makeSponsorship } from "@/lib/sponsorships/make-sponsorship";
import type { TutorDocument } from "@/lib/tutors/schema";
import { makeTutor } from "@/lib/tutors/tutor-factory";

export { password };
export const now = new Date();
export const daysAfter = (days: number) => new Date(now.getTime() + days * 86_400_000);

export interface RichPerson {
  id: string;
  email: string;
  cookie: string;
  tutor: TutorDocument;
  /** Stands in everything that says who the person is, and nowhere else. */
  mark: string;
}

/** For tests: somebody called Priya who coaches and books, with something of theirs in every collection that can hold it. */
export async function aRichPerson(mark: string): Promise<RichPerson> {
  const email = `priya.${mark.toLowerCase()}@example.com`;
  const name = `Priya ${mark}`;
  const { user, cookie } = await aPerson({ name, email });
  const { id } = user;
  const portrait = await aPicture(id, mark, "maestrohub/profiles");
  const piece = await aPicture(id, mark, "maestrohub/portfolio");
  const diploma = await aPicture(id, mark, "maestrohub/documents");
  const personal = { role: "tutor" as const, phone: `+1212${mark}`, language: "fr" as const, image: portrait.url, picture_public_id: portrait.public_id, calendar_token: `feed-${mark}`, analytics_id: `visitor-${mark}` };
  await collections().users.updateOne({ _id: id }, { $set: personal });

  const tutor = makeTutor({
    _id: newId("tutor"),
    user_id: id,
    name,
    slug: `priya-${mark.toLowerCase()}`,
    headline: `Piano with ${mark}`,
    bio: `${mark} has taught for years. `.repeat(12),
    portrait_url: portrait.url,
    portrait_public_id: portrait.public_id,
    portfolio: [{ public_id: piece.public_id, url: piece.url, width: 10, height: 10, alt: `${mark} at the piano` }],
    documents: [{ public_id: diploma.public_id, filename: `${mark}.pdf`, bytes: 10, uploaded_at: now }],
    place: `${mark} Street 1`,
    credentials_line: `Diploma of ${mark}`,
    meeting_url: `https://meet.google.com/${mark.toLowerCase()}`,
    decision: { outcome: "approved", reasons: [], note: `Well done, ${mark}`, decided_by: "user_of_an_admin", decided_at: now },
    proposal: { name: `Dr. ${name}`, submitted_at: now },
  });
  await collections().tutors.insertOne(tutor);
  const terms = { duration_minutes: 60, sessions: 5, discount_percent: 10, valid_days: 90 };
  await collections().packages.insertOne({ _id: newId("package"), tutor_id: tutor._id, tutor_user_id: id, seat: 0, ...terms, withdrawn_at: null, created_at: now, updated_at: now });
  await collections().sponsorships.insertOne({ ...makeSponsorship({ tutor, at: now }), cancel_at_period_end: true });

  const feed = { seat: 0, busy: [], unread: 0, last_tried_at: now, last_success_at: now, failing_since: null, failure: null, run_at: now, created_at: now };
  await collections().calendar_feeds.insertOne({ _id: newId("calendar"), tutor_id: tutor._id, user_id: id, label: `${mark} at home`, url: `https://calendar.example/${mark}.ics`, ...feed });
  await collections().notifications.insertOne({ _id: newId("notice"), user_id: id, key: `approval:${id}`, kind: "approval", title: `Welcome, ${mark}`, body: "You are in.", href: "/coach", read_at: null, created_at: now });
  const decided = { actor_id: "user_of_an_admin", actor_role: "admin" as const, note: `About ${mark}`, created_at: now };
  await collections().audit_log.insertMany([
    { _id: newId("audit"), action: "tutor.approve", subject_id: tutor._id, before: { name }, after: { name: `Dr. ${name}` }, ...decided },
    { _id: newId("audit"), action: "user.role", subject_id: id, before: { email }, after: { role: "tutor" }, ...decided },
  ]);
  const row = { status: "failed" as const, lane: "resend" as const, order_key: null, due_at: now, attempts: 1, run_at: now, last_error: `Resend did not take ${email}`, created_at: now, done_at: null };
  const to = `new.${mark.toLowerCase()}@example.org`;
  await collections().outbox.insertOne({ _id: newId("outbox"), key: `mail:address-change:${id}`, task: { kind: "mail", template: "address-change", recipient_id: id, to, secret_url: "https://x.example/secret-of-a-link" }, ...row });
  const link = { _id: newId("verification"), identifier: `hash-of-a-link-${id}`, expires_at: daysAfter(1), created_at: now, updated_at: now };
  await collections().verifications.insertMany([
    { ...link, kind: "address-change", user_id: id, value: to },
    { ...link, _id: newId("verification"), identifier: `hash-of-a-reset-${id}`, value: id },
  ]);
  const invite = { status: "waiting" as const, joined_at: null, lapses_at: daysAfter(30), forget_at: daysAfter(90), created_at: now, updated_at: now };
  await collections().invites.insertMany([
    { _id: newId("invite"), tutor_id: tutor._id, tutor_user_id: id, token: `secret-of-an-invite-sent-${id}`, email: "friend@example.com", note: `Yours, ${mark}`, waiting_for: "hash-of-a-friend", ...invite },
    { _id: newId("invite"), tutor_id: `tutor_of_nobody_${id}`, tutor_user_id: "user_of_nobody", token: `secret-of-an-invite-got-${id}`, email, note: null, waiting_for: `hash-of-${id}`, ...invite },
  ]);
  const step = { _id: newId("analytics_event"), event: "search_performed" as const, person: `visitor-${mark}`, role: "tutor", market: "US_USD", source: "server" as const, at: now };
  await addAnalyticsEvents([{ ...step, properties: { query: `like ${mark}`, filters: [] } }]);
  const { _id: announcement_id } = await createDraft({ admin: { id, role: "admin" }, now });
  await collections().announcements.updateOne({ _id: announcement_id }, { $set: { status: "sending", batch: { key: `batch:${id}`, recipients: [{ user_id: id, to: email }], tries: 1 } } });
  await collections().announcement_deliveries.insertOne({ _id: `${announcement_id}:${id}`, announcement_id, user_id: id, state: "pending", not_before: now, reason: null, provider_id: null, updated_at: now });
  await markAddress({ address: email, marks: { user_id: id, complained_at: now }, now });
  await collections().two_factors.insertOne({ _id: newId("two_factor"), user_id: id, secret: `secret-of-an-app-${id}`, backup_codes: `codes-of-an-app-${id}`, verified: true, failed_verification_count: 0 });
  await getDb().collection("webhook_events").insertOne({ _id: `evt_${id}` as never, type: "payment_intent.succeeded", object_id: "pi_1", livemode: false, status: "done", attempts: 1, run_at: now, last_error: null, received_at: now, done_at: now });
  return { id, email, cookie, tutor, mark };
}

/** A session between two, paid for, with what the client wrote and how it was reviewed. */
export async function aSession(client: RichPerson, coach: RichPerson, parts: Partial<BookingDocument> = {}): Promise<BookingDocument> {
  const starts_at = parts.starts_at ?? daysAfter(-20);
  const ends_at = new Date(starts_at.getTime() + 60 * 60_000);
  const booking: BookingDocument = {
    _id: newId("booking"),
    consumer_id: client.id,
    tutor_id: coach.tutor._id,
    tutor_user_id: coach.id,
    status: "completed",
    starts_at,
    ends_at,
    duration_minutes: 60,
    gap_minutes: 10,
    subject: "Piano",
    modality: "hybrid",
    place: coach.tutor.place,
    consumer_timezone: "America/New_York",
    tutor_timezone: "UTC",
    market_id: "US_USD",
    price: 5_000,
    currency: "usd",
    fee_basis_points: 1_000,
    fee_amount: 500,
    tutor_amount: 4_500,
    cancellation_preset: "moderate",
    note: `Call me ${client.mark}, please.`,
    version: 0,
    ...locksOf({ starts_at, ends_at, gap_minutes: 10 }),
    hold_expires_at: null,
    hold_extended: false,
    confirmed_at: now,
    problem: {
      reports: [
        { by: "client", kind: "problem", note: `${client.mark} saw no picture.`, at: now },
        { by: "coach", kind: "problem", note: `${coach.mark} saw one.`, at: now },
      ],
      opened_at: now,
      decision: { outcome: "took_place", refund_percent: 0, refund_amount: 0, note: "It took place.", decided_by: "user_of_an_admin", at: now },
    },
    created_at: now,
    updated_at: now,
    ...parts,
  };
  await collections().bookings.insertOne(booking);
  return booking;
}

export async function aPaymentOf({ _id: booking_id, consumer_id, tutor_id, price }: BookingDocument, status: "created" | "succeeded" | "refund_pending" = "succeeded"): Promise<void> {
  const unpaid = { stripe_charge_id: null, card: null, failure_message: null, refund_amount: status === "refund_pending" ? price : 0, paid_at: null, refunded_at: null };
  const paid = status === "created" ? {} : { stripe_charge_id: "ch_1", card: { brand: "visa", last4: "4242" }, paid_at: now };
  await collections().payments.insertOne({ _id: newId("payment"), booking_id, consumer_id, tutor_id, amount: price, currency: "usd", status, ...unpaid, ...paid, created_at: now, updated_at: now });
}

export async function aRefundOf({ _id: booking_id, consumer_id, tutor_id, price }: BookingDocument): Promise<void> {
  const done = { status: "succeeded", stripe_refund_id: `re_${booking_id}`, failure: null, replaced_by: null, done_at: now } as const;
  const refund = { _id: newId("refund"), source: `cancel:${booking_id}`, payment_id: newId("payment"), booking_id, consumer_id, tutor_id, amount: price, currency: "usd" };
  await collections().refunds.insertOne({ ...refund, reason: "session_canceled", ...done, created_at: now, updated_at: now });
  await aPaidShare({ booking_id, tutor_id });
  const tutor_user_id = (await collections().tutors.findOne({ _id: tutor_id }))?.user_id ?? "";
  await collections().package_purchases.insertOne(aPurchase({ consumer_id, tutor_id, tutor_user_id, status: "active", bought_at: now, expires_at: daysAfter(90) }));
  const decided = { recorded_by: "user_of_an_admin", decided_by: null, decided_at: null, created_at: now };
  await collections().manual_payments.insertOne({ _id: newId("manual"), request_key: booking_id, booking_id, direction: "returned", amount: 100, currency: "usd", reason: "Given back in cash", status: "booked", ...decided });
}

/** The coach's share of it, sent, partly taken back and paid out. */
async function aPaidShare({ booking_id, tutor_id }: { booking_id: string; tutor_id: string }): Promise<void> {
  const { payout_accounts, transfers, transfer_reversals, payouts } = collections();
  const tutor_user_id = (await collections().tutors.findOne({ _id: tutor_id }))?.user_id ?? "";
  const owner = { tutor_id, tutor_user_id };
  const dates = { created_at: now, updated_at: now };
  const stripe_account_id = `acct_${tutor_id}`;
  const account = { _id: newId("payout_account"), ...owner, country: "US", connection: 1, stripe_account_id, state: null, synced_at: now, disconnected_at: null, ordered_at: now, ...dates };
  await payout_accounts.updateOne({ tutor_id }, { $setOnInsert: account }, { upsert: true });
  const ids = { stripe_account_id, stripe_transfer_id: `tr_${booking_id}`, destination_payment_id: `py_${booking_id}`, payout_id: `po_${booking_id}` };
  const transfer = { _id: newId("transfer"), booking_id, ...owner, amount: 4_500, currency: "usd", refusal: null, round: 0, due_at: now };
  await transfers.insertOne({ ...transfer, status: "made", waiting_for: null, ...ids, reversal_amount: 900, amount_reversed: 900, made_at: now, ...dates });
  const reversal = { _id: newId("transfer_reversal"), source: `share:${booking_id}:3600`, transfer_id: transfer._id, booking_id, ...owner, amount: 900, currency: "usd" };
  await transfer_reversals.insertOne({ ...reversal, status: "made", refusal: null, round: 0, stripe_reversal_id: `trr_${booking_id}`, done_at: now, ...dates });
  await payouts.insertOne({ _id: ids.payout_id, ...owner, stripe_account_id, amount: 3_600, currency: "usd", status: "paid", arrives_on: now, failure: null, ...dates });
}

export async function aReviewOf({ _id: booking_id, consumer_id, tutor_id }: BookingDocument, client: RichPerson, coach: RichPerson): Promise<void> {
  const words = { rating: 5, text: "We got far in one hour.", reply: `Thank you. Yours, ${coach.mark}` };
  await collections().reviews.insertOne({ _id: newId("review"), booking_id, tutor_id, consumer_id, consumer_name: `Priya ${client.mark}`, ...words, is_public: true, created_at: now });
}

/** In MongoDB, whose bytes a test can read back. */
async function aPicture(owner_id: string, mark: string, folder: ImageFolder): Promise<{ public_id: string; url: string }> {
  const public_id = `${folder}/${owner_id}/${newId("image").slice(4)}`;
  const isDocument = folder === "maestrohub/documents";
  const bytes = bytesOf(mark, folder);
  const url = `/api/images/${public_id}?v=1`;
  await collections().images.insertOne({
    _id: newId("image"),
    public_id,
    owner_id,
    folder,
    status: "stored",
    provider: "mongodb",
    resource_type: isDocument ? "raw" : "image",
    format: isDocument ? "pdf" : "jpg",
    width: isDocument ? 0 : 10,
    height: isDocument ? 0 : 10,
    bytes: bytes.length,
    version: 1,
    url,
    filename: `${mark}.${isDocument ? "pdf" : "jpg"}`,
    data_base64: bytes.toString("base64"),
    created_at: now,
    updated_at: now,
  });
  await collections().users.updateOne({ _id: owner_id }, { $inc: { stored_bytes: bytes.length } });
  return { public_id, url };
}

export function bytesOf(mark: string, folder: ImageFolder): Buffer {
  return Buffer.from(`${folder} of ${mark}`);
}

/** Every document of the database as it lies there, and what is still on its way into it. */
export async function everything(): Promise<{ collection: string; document: Record<string, unknown> }[]> {
  await flushAnalytics();
  const all = [];
  for (const { name: collection } of await getDb().listCollections({}, { nameOnly: true }).toArray()) {
    for (const document of await getDb().collection(collection).find().toArray()) all.push({ collection, document: document as Record<string, unknown> });
  }
  return all;
}
