import "server-only";
import type { ClientSession } from "mongodb";
import { listStepsOf, removeStepsOf } from "@/lib/analytics-events/store";
import type { BookingDocument } from "@/lib/bookings/schema";
import { dropUnpaidOf } from "@/lib/bookings/store";
import { clockNow } from "@/lib/clock/clock";
import { firstName, nameOfNobody } from "@/lib/core/name";
import { maskAddress } from "@/lib/core/mask-address";
import { type Collections, collections } from "@/lib/db/collections";
import { deleteAllOfOwner } from "@/lib/images/delete-all-of-owner";
import { listImagesOfOwner } from "@/lib/images/store";
import { eraseNotices } from "@/lib/notifications/store";
import type { PackagePurchaseDocument } from "@/lib/packages/schema";
import { addTask } from "@/lib/outbox/store";
import { listOwnCards } from "@/lib/payment-methods/list-own-cards";
import type { RefundDocument } from "@/lib/refunds/schema";
import type { TutorDocument } from "@/lib/tutors/schema";
import { changeTutor, findTutors } from "@/lib/tutors/store";
import type { UserDocument } from "@/lib/users/schema";
import { findUsers } from "@/lib/users/store";

export interface Person {
  user: UserDocument;
  tutor: TutorDocument | null;
}

interface Erasure extends Person {
  now: Date;
  session: ClientSession;
}

/** What a collection has to do with a person. */
export type Holding =
  | { nothing_of_a_person: string }
  | {
      /** Sections of the export by name, or why there is none. Others appear with their first name only. */
      export: ((person: Person) => Promise<Record<string, unknown>>) | { left_out: string };
      /** Removes what says who it was, and everything nobody else needs; or why it stays. */
      erase: ((erasure: Erasure) => Promise<unknown>) | { stays: string };
    };

/** A test fails on the day that something does. */
export const notWrittenYet: Holding = { nothing_of_a_person: "Nothing writes it yet." };

type Unwritten = "messages" | "contacts" | "idempotency_keys";

/**
 * Every collection of the database, and what exporting and deleting an account do with it. A test fails for one that is
 * missing here: whoever adds a collection decides this too. It is the one place beside the stores that touches all of them,
 * because "is anything left?" can only be answered by looking at one list.
 */
export const personalData: Record<keyof Collections | Unwritten, Holding> = {
  users: {
    // Cards that the person keeps are at Stripe and nowhere here: the export asks for them, and deleting makes Stripe forget who they were.
    export: async ({ user }) => ({ account: user, saved_cards: await listOwnCards({ user_id: user._id, now: clockNow() }) }),
    erase: async ({ user, now, session }) => {
      await collections().users.replaceOne({ _id: user._id }, nobody(user, now), { session });
      const { stripe_customer_id: customer_id } = user;
      if (customer_id) await addTask({ key: `forget-customer:${customer_id}`, task: { kind: "forget-customer", customer_id }, now, session });
    },
  },
  credentials: {
    export: async ({ user }) => {
      const rows = await collections().credentials.find({ user_id: user._id }).toArray();
      return { passwords: rows.map(({ email, provider_id, created_at, updated_at }) => ({ email, provider_id, created_at, updated_at })) };
    },
    erase: ({ user, session }) => collections().credentials.deleteMany({ user_id: user._id }, { session }),
  },
  sessions: {
    export: async ({ user }) => {
      const rows = await collections().sessions.find({ user_id: user._id }).toArray();
      return { devices: rows.map(({ _id, user_agent, created_at, expires_at }) => ({ _id, user_agent, created_at, expires_at })) };
    },
    erase: ({ user, session }) => collections().sessions.deleteMany({ user_id: user._id }, { session }),
  },
  two_factors: {
    export: async ({ user }) => ({ two_factor: (await collections().two_factors.find({ user_id: user._id }).toArray()).map(({ verified }) => ({ verified })) }),
    erase: ({ user, session }) => collections().two_factors.deleteMany({ user_id: user._id }, { session }),
  },
  verifications: {
    export: async ({ user }) => {
      const rows = await collections().verifications.find(linksOf(user)).toArray();
      return { mailed_links: rows.map(({ kind, value, created_at, expires_at }) => ({ kind, for: value, created_at, expires_at })) };
    },
    erase: ({ user, session }) => collections().verifications.deleteMany(linksOf(user), { session }),
  },
  tutors: {
    export: ({ tutor }) => Promise.resolve({ coach_profile: tutor }),
    erase: async ({ tutor, now, session }) => tutor && changeTutor({ tutor_id: tutor._id, change: noCoach, now, session }),
  },
  bookings: {
    export: async (person) => ({ sessions_booked: await sessionsBooked(person), sessions_taught: await sessionsTaught(person) }),
    erase: async ({ user, now, session }) => {
      const { bookings } = collections();
      // Nobody is paying for any of these, or the account would not be deleted now.
      await dropUnpaidOf({ tutor_user_id: user._id, now, session });
      const release = { $set: { status: "expired" as const, updated_at: now }, $unset: { tutor_cells: "" as const, consumer_cells: "" as const, hold_seat: "" as const } };
      // Expired ones are written too: a payment that is just taking one of them again meets this write, and is decided after it.
      await bookings.updateMany({ consumer_id: user._id, status: { $in: ["held", "expired"] } }, release, { session });
      await bookings.updateMany({ consumer_id: user._id }, { $set: { note: null } }, { session });
      await bookings.updateMany({ tutor_user_id: user._id }, { $set: { place: null } }, { session });
      // What each side said about a session that went wrong is theirs; what was decided stays without its words.
      for (const [by, theirs] of [["client", { consumer_id: user._id }], ["coach", { tutor_user_id: user._id }]] as const) {
        await bookings.updateMany({ ...theirs, problem: { $exists: true } }, { $set: { "problem.reports.$[own].note": null } }, { session, arrayFilters: [{ "own.by": by }] });
        await bookings.updateMany({ ...theirs, "problem.decision": { $ne: null } }, { $set: { "problem.decision.note": null } }, { session });
      }
    },
  },
  payments: {
    export: async ({ user, tutor }) => {
      const made = await collections().payments.find({ consumer_id: user._id }).toArray();
      const received = tutor ? await collections().payments.find({ tutor_id: tutor._id }).toArray() : [];
      return {
        payments_made: made,
        payments_received: received.map(({ _id, booking_id, amount, currency, status, paid_at, refunded_at }) => ({ _id, booking_id, amount, currency, status, paid_at, refunded_at })),
      };
    },
    erase: { stays: "Tax law asks for the records of money, and a bank's dispute for the card's last digits. They name nobody." },
  },
  refunds: {
    export: async ({ user, tutor }) => {
      const got = await collections().refunds.find({ consumer_id: user._id }).toArray();
      const fromSessions = tutor ? await collections().refunds.find({ tutor_id: tutor._id }).toArray() : [];
      const facts = ({ _id, booking_id, amount, currency, reason, status, created_at, done_at }: RefundDocument) => ({ _id, booking_id, amount, currency, reason, status, created_at, done_at });
      return { refunds_to_you: got.map(facts), refunds_of_your_sessions: fromSessions.map(facts) };
    },
    erase: { stays: "Tax law asks for the records of money. They name nobody." },
  },
  payout_accounts: {
    export: async ({ tutor }) => {
      const rows = tutor ? await collections().payout_accounts.find({ tutor_id: tutor._id }).toArray() : [];
      return { payout_account: rows.map(({ stripe_account_id, country, state, disconnected_at, created_at }) => ({ stripe_account_id, country, state, disconnected_at, created_at })) };
    },
    // What Stripe still wants to know, and the bank's last digits, go; which account was paid stays with the records of money.
    erase: async ({ tutor, session }) => tutor && collections().payout_accounts.updateMany({ tutor_id: tutor._id }, { $set: { state: null } }, { session }),
  },
  transfers: {
    export: async ({ tutor }) => {
      const rows = tutor ? await collections().transfers.find({ tutor_id: tutor._id }).toArray() : [];
      return { shares_sent_to_you: rows.map(({ _id, booking_id, amount, currency, status, waiting_for, due_at, amount_reversed, payout_id, made_at }) => ({ _id, booking_id, amount, currency, status, waiting_for, due_at, amount_reversed, payout_id, made_at })) };
    },
    erase: { stays: "Tax law asks for the records of money. They name nobody." },
  },
  transfer_reversals: {
    export: async ({ tutor }) => {
      const rows = tutor ? await collections().transfer_reversals.find({ tutor_id: tutor._id }).toArray() : [];
      return { shares_taken_back: rows.map(({ _id, booking_id, amount, currency, status, created_at, done_at }) => ({ _id, booking_id, amount, currency, status, created_at, done_at })) };
    },
    erase: { stays: "Tax law asks for the records of money. They name nobody." },
  },
  payouts: {
    export: async ({ tutor }) => {
      const rows = tutor ? await collections().payouts.find({ tutor_id: tutor._id }).toArray() : [];
      return { payouts_to_your_bank: rows.map(({ _id, amount, currency, status, arrives_on, failure, created_at }) => ({ _id, amount, currency, status, arrives_on, failure, created_at })) };
    },
    erase: { stays: "Tax law asks for the records of money. They name nobody." },
  },
  sponsorships: {
    export: async ({ user }) => {
      const rows = await collections().sponsorships.find({ user_id: user._id }).sort({ created_at: 1 }).toArray();
      return {
        sponsorships: rows.map(({ _id, weeks, amount, currency, status, paid_until, cancel_at_period_end, paid_invoices, created_at, ended_at }) => ({
          ...{ _id, weeks, amount, currency, status, paid_until, cancel_at_period_end, paid_invoices, created_at, ended_at },
        })),
      };
    },
    erase: { stays: "Tax law asks for the records of money. They name nobody; one that would renew is ended before (rules.ts)." },
  },
  reviews: {
    export: async ({ user, tutor }) => {
      const written = await collections().reviews.find({ consumer_id: user._id }).toArray();
      const received = tutor ? await collections().reviews.find({ tutor_id: tutor._id }).toArray() : [];
      return {
        reviews_written: written.map(({ _id, booking_id, consumer_name, rating, text, is_public, created_at }) => ({ _id, booking_id, consumer_name, rating, text, is_public, created_at })),
        reviews_received: received.map(({ _id, booking_id, consumer_name, rating, text, reply, created_at }) => ({ _id, booking_id, by: firstName(consumer_name), rating, text, reply, created_at })),
      };
    },
    erase: async ({ user, tutor, session }) => {
      await collections().reviews.updateMany({ consumer_id: user._id }, { $set: { consumer_name: nameOfNobody } }, { session });
      if (tutor) await collections().reviews.updateMany({ tutor_id: tutor._id }, { $set: { reply: null } }, { session });
    },
  },
  images: {
    export: async ({ user }) => ({ pictures: await listImagesOfOwner(user._id) }),
    erase: ({ user, now, session }) => deleteAllOfOwner({ owner_id: user._id, now, session }),
  },
  calendar_feeds: {
    export: async ({ user }) => ({ calendars: await collections().calendar_feeds.find({ user_id: user._id }).toArray() }),
    erase: ({ user, session }) => collections().calendar_feeds.deleteMany({ user_id: user._id }, { session }),
  },
  notifications: {
    export: async ({ user }) => {
      const rows = await collections().notifications.find({ user_id: user._id }).sort({ created_at: 1 }).toArray();
      return { notices: rows.map(({ _id, kind, title, body, href, read_at, created_at }) => ({ _id, kind, title, body, href, read_at, created_at })) };
    },
    erase: async (erasure) => {
      await eraseNotices(erasure.user._id, erasure.session);
      await unnameInNotices(erasure);
    },
  },
  audit_log: {
    export: async (person) => {
      const rows = await collections().audit_log.find({ subject_id: { $in: idsOf(person) } }).sort({ created_at: 1 }).toArray();
      return { decisions_about_you: rows.map(({ action, actor_role, before, after, note, created_at }) => ({ action, by: actor_role, before, after, note, created_at })) };
    },
    // That something was decided, by whom and when, stays; what it was about goes.
    erase: (person) => collections().audit_log.updateMany({ subject_id: { $in: idsOf(person) } }, { $set: { before: null, after: null, note: null } }, { session: person.session }),
  },
  outbox: {
    export: async ({ user }) => {
      const rows = await collections().outbox.find({ "task.recipient_id": user._id }).sort({ created_at: 1 }).toArray();
      return { mails: rows.map(({ task, status, created_at, done_at }) => ({ template: task.kind === "mail" ? task.template : null, status, created_at, done_at })) };
    },
    erase: ({ user, session }) => collections().outbox.deleteMany({ "task.recipient_id": user._id }, { session }),
  },
  invites: {
    export: async ({ user, tutor }) => {
      const sent = tutor ? await collections().invites.find({ tutor_id: tutor._id }).sort({ created_at: 1 }).toArray() : [];
      const got = await collections().invites.find({ $or: [{ user_id: user._id }, { email: user.email }] }).sort({ created_at: 1 }).toArray();
      return {
        // Another's address is not ours to hand out: its owner gave it to nobody but that coach.
        invites_sent: sent.map(({ email, note, status, created_at, joined_at }) => ({ to: email && maskAddress(email), note, status, created_at, joined_at })),
        invites_received: got.map(({ email, note, status, created_at, joined_at }) => ({ to: email, note, status, created_at, joined_at })),
      };
    },
    erase: async ({ user, now, session }) => {
      await collections().invites.deleteMany({ tutor_user_id: user._id }, { session });
      await collections().invites.updateMany({ $or: [{ user_id: user._id }, { email: user.email }] }, { $set: { email: null, updated_at: now }, $unset: { user_id: "" } }, { session });
    },
  },
  email_suppressions: {
    export: async ({ user }) => {
      const rows = await collections().email_suppressions.find({ user_id: user._id }).toArray();
      return { mail_address: rows.map(({ undeliverable, complained_at, no_invites_at, proved_at }) => ({ undeliverable, complained_at, no_invites_at, proved_at })) };
    },
    // The hash of the address stays, so that who wanted no mail gets none, and a mailbox that is gone is not written to again.
    erase: ({ user, session }) => collections().email_suppressions.updateMany({ user_id: user._id }, { $set: { user_id: null } }, { session }),
  },
  email_events: { nothing_of_a_person: "The ids of Resend's reports and mails only, gone by themselves within a month." },
  announcements: {
    export: async ({ user }) => {
      const rows = await collections().announcements.find({ created_by: user._id }).sort({ created_at: 1 }).toArray();
      return { announcements_written: rows.map(({ subject, body, status, created_at }) => ({ subject, body, status, created_at })) };
    },
    // What an admin wrote to many stays; an address that is just being written to goes.
    erase: ({ user, session }) => collections().announcements.updateMany({ "batch.recipients.user_id": user._id }, { $pull: { "batch.recipients": { user_id: user._id } } }, { session }),
  },
  announcement_deliveries: {
    export: async ({ user }) => {
      const rows = await collections().announcement_deliveries.find({ user_id: user._id }).sort({ updated_at: 1 }).toArray();
      const written = await collections().announcements.find({ _id: { $in: rows.map(({ announcement_id }) => announcement_id) } }, { projection: { subject: 1 } }).toArray();
      const subjects = new Map(written.map(({ _id, subject }) => [_id, subject]));
      return { announcements_received: rows.map(({ announcement_id, state, reason, updated_at }) => ({ subject: subjects.get(announcement_id) ?? "", state, reason, updated_at })) };
    },
    erase: { stays: "Ids and how it ended, so that nobody gets the same announcement twice. They name nobody." },
  },
  analytics_events: {
    export: async ({ user }) => ({ steps_counted: user.analytics_id ? (await listStepsOf(user.analytics_id)).map(({ event, at, properties }) => ({ event, at, properties })) : [] }),
    erase: async ({ user, session }) => user.analytics_id && removeStepsOf(user.analytics_id, session),
  },
  webhook_events: { nothing_of_a_person: "The ids of Stripe's events and objects only; the objects are fetched when they are worked on." },
  integration_states: { nothing_of_a_person: "How the services that we lean on are." },
  integration_hours: { nothing_of_a_person: "How those services were, by the hour." },
  integration_signals: { nothing_of_a_person: "When something was last seen of a service." },
  lanes: { nothing_of_a_person: "Whether each provider works, and since when." },
  recurring_jobs: { nothing_of_a_person: "When recurring work ran last, and how many things it found." },
  rate_limits: { nothing_of_a_person: "Counters under ids and hashes, gone by themselves within a day." },
  markets: { nothing_of_a_person: "Where we work." },
  pricing_policies: { nothing_of_a_person: "What we take." },
  packages: {
    export: async ({ tutor }) => {
      const rows = tutor ? await collections().packages.find({ tutor_id: tutor._id }).sort({ created_at: 1 }).toArray() : [];
      return { packages_offered: rows.map(({ _id, duration_minutes, sessions, discount_percent, valid_days, withdrawn_at, created_at }) => ({ _id, duration_minutes, sessions, discount_percent, valid_days, withdrawn_at, created_at })) };
    },
    // Nobody can buy them any more; what was sold names them.
    erase: async ({ tutor, now, session }) => tutor && collections().packages.updateMany({ tutor_id: tutor._id }, { $set: { withdrawn_at: now, updated_at: now }, $unset: { seat: "" } }, { session }),
  },
  package_purchases: {
    export: async ({ user }) => {
      const [bought, sold] = await Promise.all([collections().package_purchases.find({ consumer_id: user._id }).toArray(), collections().package_purchases.find({ tutor_user_id: user._id, bought_at: { $ne: null } }).toArray()]);
      const facts = ({ _id, status, duration_minutes, sessions, price, currency, discount_percent, remaining, bought_at, expires_at, ended }: PackagePurchaseDocument) => ({ _id, status, duration_minutes, sessions, price, currency, discount_percent, remaining, bought_at, expires_at, ended });
      return { packages_bought: bought.map(facts), packages_sold: sold.map(facts) };
    },
    erase: { stays: "Tax law asks for the records of money. They name nobody; one that runs is ended before (rules.ts)." },
  },
  messages: notWrittenYet,
  contacts: notWrittenYet,
  ledger_entries: { nothing_of_a_person: "Sums under the ids of bookings; what somebody paid and got back is in payments and refunds." },
  ledger_head: { nothing_of_a_person: "The number and hash of the last entry." },
  booking_accounts: { nothing_of_a_person: "What the entries of a booking add up to." },
  disputes: { nothing_of_a_person: "Ids, sums and states of what banks took back." },
  manual_payments: {
    export: async ({ user }) => {
      const bookings = await collections().bookings.find({ consumer_id: user._id }, { projection: { _id: 1 } }).toArray();
      const rows = await collections().manual_payments.find({ booking_id: { $in: bookings.map(({ _id }) => _id) } }).sort({ created_at: 1 }).toArray();
      return { money_outside_stripe: rows.map(({ booking_id, amount, currency, direction, status, created_at }) => ({ booking_id, amount, currency, direction, status, created_at })) };
    },
    // An admin's words may name whom the money came from.
    erase: async ({ user, session }) => {
      const bookings = await collections().bookings.find({ consumer_id: user._id }, { projection: { _id: 1 }, session }).toArray();
      await collections().manual_payments.updateMany({ booking_id: { $in: bookings.map(({ _id }) => _id) } }, { $set: { reason: "" } }, { session });
    },
  },
  stripe_movements: { nothing_of_a_person: "What moved our balance at Stripe: ids and sums." },
  reconciliations: { nothing_of_a_person: "What was compared, and which sums differ." },
  idempotency_keys: notWrittenYet,
};


/** All that is left: the id for the money's records, what the law may ask (when terms were accepted), and nothing to sign in with. */
function nobody({ _id, role, market_id, terms_accepted_at, created_at }: UserDocument, now: Date): UserDocument {
  // No mail address, so nobody can register or be written to under it; unique, as the index asks.
  const email = `deleted:${_id}`;
  return { _id, name: nameOfNobody, email, email_verified: false, image: null, role, market_id, timezone: "UTC", terms_accepted_at, deleted_at: now, created_at, updated_at: now };
}

function noCoach({ _id, availability }: TutorDocument): Partial<TutorDocument> {
  return {
    slug: `deleted-${_id.replaceAll("_", "-")}`,
    name: nameOfNobody,
    headline: "",
    bio: "",
    portrait_url: null,
    portrait_public_id: null,
    portfolio: [],
    documents: [],
    subjects: [],
    levels: [],
    languages: [],
    place: null,
    credentials_line: null,
    meeting_url: null,
    availability: { ...availability, timezone: "UTC", weekly_hours: [], date_overrides: [], vacations: [], is_paused: true },
    status: "draft",
    is_published: false,
    submitted_at: null,
    decision: null,
    proposal: null,
  };
}

async function sessionsBooked({ user }: Person): Promise<unknown[]> {
  const bookings = await collections().bookings.find({ consumer_id: user._id }).sort({ starts_at: 1 }).toArray();
  const coaches = new Map((await findTutors(bookings.map(({ tutor_id }) => tutor_id))).map(({ _id, name }) => [_id, name]));
  return bookings.map((booking) => ({
    ...factsOf(booking),
    coach: firstName(coaches.get(booking.tutor_id) ?? nameOfNobody),
    note: booking.note,
    ...wordsOf(booking, "client"),
    your_timezone: booking.consumer_timezone,
  }));
}

/** What a client wrote to the coach is the client's. */
async function sessionsTaught({ user }: Person): Promise<unknown[]> {
  const bookings = await collections().bookings.find({ tutor_user_id: user._id }).sort({ starts_at: 1 }).toArray();
  const clients = new Map((await findUsers(bookings.map(({ consumer_id }) => consumer_id))).map(({ _id, name }) => [_id, name]));
  return bookings.map((booking) => ({
    ...factsOf(booking),
    client: firstName(clients.get(booking.consumer_id) ?? nameOfNobody),
    fee_amount: booking.fee_amount,
    you_receive: booking.tutor_amount,
    ...wordsOf(booking, "coach"),
    your_timezone: booking.tutor_timezone,
  }));
}

/** What they reported, and what was decided about it. */
function wordsOf({ problem }: BookingDocument, by: "client" | "coach") {
  if (!problem) return {};
  const { decision } = problem;
  return {
    your_report: problem.reports.find((report) => report.by === by) ?? null,
    decision: decision && { outcome: decision.outcome, refund_percent: decision.refund_percent, note: decision.note, at: decision.at },
  };
}

function factsOf(booking: BookingDocument) {
  const { _id, status, starts_at, ends_at, duration_minutes, subject, modality, place, price, currency, cancellation_preset, cancellation, moved_at, created_at, confirmed_at } = booking;
  return { _id, status, starts_at, ends_at, duration_minutes, subject, modality, place, price, currency, cancellation_preset, cancellation, moved_at, created_at, confirmed_at };
}

/** Others were told "your session with …": of the sessions that both had a part in, since a namesake keeps their name. */
async function unnameInNotices({ user, tutor, session }: Erasure): Promise<void> {
  const shared = await collections().bookings.find({ $or: [{ consumer_id: user._id }, { tutor_user_id: user._id }] }, { projection: { _id: 1 }, session }).toArray();
  const packages = await collections().package_purchases.find({ $or: [{ consumer_id: user._id }, { tutor_user_id: user._id }] }, { projection: { _id: 1 }, session }).toArray();
  const pages = [...shared.flatMap(({ _id }) => [`/bookings/${_id}`, `/coach/bookings/${_id}`]), ...packages.flatMap(({ _id }) => [`/packages/${_id}`, `/coach/packages#${_id}`])];
  for (const find of new Set([user.name, tutor?.name ?? user.name])) {
    const unnamed = (field: "$title" | "$body") => ({ $replaceAll: { input: field, find, replacement: nameOfNobody } });
    await collections().notifications.updateMany({ href: { $in: pages } }, [{ $set: { title: unnamed("$title"), body: unnamed("$body") } }], { session });
  }
}

/** better-auth writes whose link it is into the value; an address is ours, with the person beside it. */
function linksOf({ _id, email }: UserDocument) {
  return { $or: [{ user_id: _id }, { value: { $in: [_id, email] } }] };
}

function idsOf({ user, tutor }: Person): string[] {
  return [user._id, ...(tutor ? [tutor._id] : [])];
}
