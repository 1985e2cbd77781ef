import { createHmac, randomBytes } from "node:crypto";
import { PNG } from "./tiny-png";
import { createDraft } from "@/lib/announcements/drafts";
import { env } from "@/lib/config/env";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { getDb } from "@/lib/db/client";
import { holdBooking } from "@/lib/bookings/hold-booking";
import { cancelTaughtBooking } from "@/lib/bookings/cancel-booking";
import { reportAsClient } from "@/lib/bookings/report-problem";
import { findBooking } from "@/lib/bookings/store";
import { anOrder, aPaymentFor, aUser } from "@/lib/bookings/test-marketplace";
import { makeTutor } from "@/lib/tutors/tutor-factory";
import { ensureSponsorPrices } from "@/lib/integrations/stripe/sponsor-prices";
import { aSavedCard } from "@/lib/payment-methods/test-cards";
import { buySponsorship } from "@/lib/sponsorships/buy-sponsorship";
import { expiryOf } from "@/lib/packages/rules";
import { anOffer, aPurchase } from "@/lib/packages/test-packages";
import { insertNotice } from "@/lib/notifications/store";
import type { Role } from "@/lib/users/schema";
import type { TutorDocument } from "@/lib/tutors/schema";
import type { ImageDocument, ImageFolder } from "@/lib/images/schema";

export const actors = ["visitor", "consumer A", "consumer B", "coach A", "coach B", "admin"] as const;
export type Actor = (typeof actors)[number];

export interface Person {
  id: string;
  cookie: string;
  session_id: string;
}

/** Six people, and one of everything that belongs to consumer A or to coach A. */
export interface World {
  people: Record<Exclude<Actor, "visitor">, Person>;
  tutor: TutorDocument;
  /** Held by consumer A with coach A. */
  booking_id: string;
  /** Of consumer A. */
  picture: string;
  /** Of coach A. */
  portfolio_picture: string;
  document: string;
  /** Consumer A's other device. */
  other_session_id: string;
  notice_id: string;
  calendar_id: string;
  calendar_token: string;
  invite_id: string;
  invite_token: string;
  /** An admin's, where the world has one. */
  announcement_id: string;
  /** Of the booking, failed; where the world has one. */
  refund_id: string;
  /** Ordered by coach A; where the world has one. */
  sponsorship_id: string;
  /** Offered by coach A, and bought by consumer A where the world has that. */
  package_id: string;
  purchase_id: string;
  /** A card that consumer A keeps, by Stripe's id. */
  card_id: string;
  /** Ten o'clock, three days ahead: free with coach A. */
  free_start: string;
}

interface SessionRow {
  _id: string;
  user_id: string;
  token: string;
  expires_at: Date;
  created_at: Date;
  updated_at: Date;
}

export async function makeWorld(parts: { tutor?: Partial<TutorDocument> } = {}): Promise<World> {
  const now = new Date();
  const people = {
    "consumer A": await signedIn("consumer"),
    "consumer B": await signedIn("consumer"),
    "coach A": await signedIn("tutor"),
    "coach B": await signedIn("tutor"),
    admin: await signedIn("admin"),
  };
  const [consumer, coach] = [people["consumer A"], people["coach A"]];
  const [portfolio_picture, document] = [await anImage(coach.id, "maestrohub/portfolio"), await anImage(coach.id, "maestrohub/documents")];
  const tutor = makeTutor({
    _id: newId("tutor"),
    user_id: coach.id,
    slug: newId("tutor").replaceAll("_", "-"),
    portrait_url: "/portraits/a.svg",
    portfolio: [{ public_id: portfolio_picture, url: `/api/images/${portfolio_picture}`, width: 1, height: 1, alt: "" }],
    documents: [{ public_id: document, filename: "a.pdf", bytes: 10, uploaded_at: now }],
    ...parts.tutor,
  });
  await collections().tutors.insertMany([tutor, makeTutor({ _id: newId("tutor"), user_id: people["coach B"].id, slug: newId("tutor").replaceAll("_", "-") })]);
  const day = (days: number) => new Date(Math.floor(now.getTime() / 86_400_000 + days) * 86_400_000 + 10 * 3_600_000);
  const bookable = tutor.status === "approved";
  const booking_id = bookable ? (await holdBooking(anOrder(tutor, { consumer_id: consumer.id, starts_at: day(2) }), now)).booking._id : "bk_000000000000000000000000";
  const calendar_token = randomBytes(20).toString("base64url").slice(0, 27);
  await collections().users.updateOne({ _id: consumer.id }, { $set: { calendar_token } });
  const calendar_id = newId("calendar");
  await collections().calendar_feeds.insertOne({
    ...{ _id: calendar_id, tutor_id: tutor._id, user_id: coach.id, seat: 0, label: "Work", url: "https://calendar.invalid/a.ics", busy: [], unread: 0 },
    ...{ last_tried_at: null, last_success_at: null, failing_since: null, failure: null, run_at: new Date(now.getTime() + 3_600_000), created_at: now },
  });
  await insertNotice({ key: newId("notice"), user_id: consumer.id, kind: "booking", title: "A notice", body: "", href: "/bookings", now });
  const notice = await collections().notifications.findOne({ user_id: consumer.id });
  const [invite_id, invite_token] = [newId("invite"), randomBytes(20).toString("base64url")];
  await collections().invites.insertOne({
    ...{ _id: invite_id, tutor_id: tutor._id, tutor_user_id: coach.id, token: invite_token, email: `${invite_id}@example.com`, note: null, status: "waiting", waiting_for: invite_id },
    ...{ joined_at: null, lapses_at: new Date(now.getTime() + 86_400_000), created_at: now, updated_at: now },
  });
  return {
    ...{ invite_id, invite_token },
    ...{ people, tutor, booking_id, portfolio_picture, document, calendar_id, calendar_token },
    picture: await anImage(consumer.id, "maestrohub/profiles"),
    other_session_id: (await aSession(consumer.id)).session_id,
    notice_id: notice?._id ?? "",
    refund_id: "ref_000000000000000000000000",
    announcement_id: "ann_000000000000000000000000",
    sponsorship_id: "spon_000000000000000000000000",
    package_id: await anOffer(tutor),
    purchase_id: "pkg_000000000000000000000000",
    card_id: "pm_nobody",
    free_start: day(3).toISOString(),
  };
}

/** The same with a session that consumer A has paid for: two days ahead, or over since an hour with `is_over`; reported by A with `is_reported`. */
export async function makeBookedWorld(parts: { is_over?: boolean; is_reported?: boolean } = {}): Promise<World> {
  const world = await makeWorld();
  const now = new Date();
  const past = { starts_at: new Date(now.getTime() - 2 * 3_600_000), ends_at: new Date(now.getTime() - 3_600_000) };
  const change = { status: "confirmed" as const, confirmed_at: now, hold_expires_at: null, ...(parts.is_over && past) };
  await collections().bookings.updateOne({ _id: world.booking_id }, { $set: change, $unset: { hold_seat: "" } });
  const booking = await findBooking(world.booking_id);
  if (!booking) throw new Error("the hold is gone");
  await aPaymentFor(booking);
  // Every admin is told of a report: those of the worlds before would make many.
  if (parts.is_reported) await collections().users.deleteMany({ role: "admin", _id: { $ne: world.people.admin.id } });
  if (parts.is_reported) await reportAsClient({ booking_id: booking._id, user: { id: booking.consumer_id, role: "consumer" }, kind: "problem", note: "No sound.", now });
  return world;
}

/** The same with a cancelled session whose refund failed. */
export async function makeRefundWorld(): Promise<World> {
  const world = await makeBookedWorld();
  await cancelTaughtBooking({ booking_id: world.booking_id, user: { id: world.people["coach A"].id, role: "tutor" }, now: new Date() });
  const refund = await collections().refunds.findOneAndUpdate({ booking_id: world.booking_id }, { $set: { status: "failed", failure: "expired_or_canceled_card" } });
  return { ...world, refund_id: refund?._id ?? "" };
}

/** The same with a card that consumer A keeps; B keeps one too. */
export async function makeCardWorld(): Promise<World> {
  const world = await makeWorld();
  await aSavedCard(world.people["consumer B"].id, "pm_card_mastercard");
  return { ...world, card_id: await aSavedCard(world.people["consumer A"].id) };
}

/** The same with an announcement that is written, or being sent. */
export async function makeAnnouncementWorld(status: "draft" | "sending" = "draft"): Promise<World> {
  const world = await makeWorld();
  const now = new Date();
  const { _id } = await createDraft({ admin: { id: world.people.admin.id, role: "admin" }, now });
  await collections().announcements.updateOne({ _id }, { $set: { subject: "News", body: "There is news.", status, ...(status === "sending" && { started_at: now, leg: 1 }) } });
  return { ...world, announcement_id: _id };
}

/** The same with a sponsorship that coach A has ordered at Stripe('s emulator). */
export async function makeSponsorWorld(): Promise<World> {
  const world = await makeWorld();
  await ensureSponsorPrices();
  const { sponsorship_id } = await buySponsorship({ user: { id: world.people["coach A"].id, role: "tutor" }, weeks: 4, now: new Date() });
  return { ...world, sponsorship_id };
}

/** The same with a package of five sessions that consumer A has paid for. */
export async function makePackageWorld(): Promise<World> {
  const world = await makeBookedWorld();
  const booking = await findBooking(world.booking_id);
  if (!booking) throw new Error("the session is gone");
  const now = new Date();
  const { consumer_id, tutor_id, tutor_user_id } = booking;
  const running = { status: "active", remaining: 5, remaining_value: 22_500, bought_at: now, expires_at: expiryOf({ valid_days: 90 }, now) } as const;
  const purchase = aPurchase({ package_id: world.package_id, consumer_id, tutor_id, tutor_user_id, ...running });
  await collections().package_purchases.insertOne(purchase);
  await aPaymentFor({ ...booking, _id: purchase._id, price: purchase.price });
  return { ...world, purchase_id: purchase._id };
}

/** A user with a session, written directly; the cookie is signed as better-auth signs it. An admin has the second factor that admins must have. */
async function signedIn(role: Role): Promise<Person> {
  const user = await aUser({ role, ...(role === "admin" && { two_factor_enabled: true }) });
  return { id: user._id, ...(await aSession(user._id)) };
}

/** Signed in, without the second that a password takes. */
export async function aSession(user_id: string): Promise<{ cookie: string; session_id: string }> {
  const now = new Date();
  const [session_id, token] = [newId("session"), randomBytes(24).toString("hex")];
  const row = { _id: session_id, user_id, token, expires_at: new Date(now.getTime() + 3_600_000), created_at: now, updated_at: now };
  await getDb().collection<SessionRow>("sessions").insertOne(row);
  const signature = createHmac("sha256", env().auth_secret).update(token).digest("base64");
  return { session_id, cookie: `maestrohub.session_token=${encodeURIComponent(`${token}.${signature}`)}` };
}

async function anImage(owner_id: string, folder: ImageFolder): Promise<string> {
  const now = new Date();
  const public_id = `${folder}/${owner_id}/${newId("image").slice("img_".length)}`;
  const isDocument = folder === "maestrohub/documents";
  const image: ImageDocument = {
    _id: newId("image"),
    public_id,
    owner_id,
    folder,
    status: "stored",
    provider: "mongodb",
    resource_type: isDocument ? "raw" : "image",
    format: isDocument ? "pdf" : "png",
    width: 1,
    height: 1,
    bytes: PNG.length,
    version: 1,
    url: `/api/images/${public_id}`,
    filename: "a",
    data_base64: PNG.toString("base64"),
    created_at: now,
    updated_at: now,
  };
  await collections().images.insertOne(image);
  return public_id;
}
