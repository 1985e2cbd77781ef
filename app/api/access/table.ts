import { clockNow } from "@/lib/clock/clock";
import { unsubscribeToken } from "@/lib/announcements/unsubscribe-token";
import {
  makeAnnouncementWorld,
  makeBookedWorld,
  makeCardWorld,
  makePackageWorld,
  makeRefundWorld,
  makeSponsorWorld,
  makeWorld,
  type World,
} from "./test-world";
import { PNG } from "./tiny-png";

/** The statuses for visitor, consumer A, consumer B, coach A, coach B, admin. What the request names is A's. */
type Answers = readonly [number, number, number, number, number, number];

export interface Row {
  as: Answers;
  params?: (world: World) => Record<string, string | string[]>;
  query?: string;
  body?: (world: World) => unknown;
  /** Each asker has one of their own. */
  world?: () => Promise<World>;
}

const everybody = (status: number): Answers => [status, status, status, status, status, status];
const signedIn = (status: number): Answers => [401, status, status, status, status, status];
const adminOnly = (status: number): Answers => [401, 403, 403, 403, 403, status];

const booking = (world: World) => ({ booking_id: world.booking_id });
const tutor = (world: World) => ({ tutor_id: world.tutor._id });
const picture = (world: World) => ({ public_id: world.picture.split("/") });
const unsubscribe = (world: World) => ({ token: unsubscribeToken(world.people["consumer A"].id) });
const announcement = (world: World) => ({ announcement_id: world.announcement_id });
const sponsorship = (world: World) => ({ sponsorship_id: world.sponsorship_id });
const offered = (world: World) => ({ package_id: world.package_id });
const purchase = (world: World) => ({ purchase_id: world.purchase_id });
const card = (world: World) => ({ payment_method_id: world.card_id });
const nothing = () => ({});
const file = `data:image/png;base64,${PNG.toString("base64")}`;

const submitted = () => makeWorld({ tutor: { status: "submitted", is_published: false, submitted_at: clockNow() } });
const suspended = () => makeWorld({ tutor: { status: "suspended", is_published: false } });
const proposing = () => makeWorld({ tutor: { proposal: { name: "Another name", submitted_at: clockNow() } } });
const booked = () => makeBookedWorld();
const over = () => makeBookedWorld({ is_over: true });
const drafted = () => makeAnnouncementWorld();
const sending = () => makeAnnouncementWorld("sending");
const reported = () => makeBookedWorld({ is_over: true, is_reported: true });

/**
 * Every method of every route, asked as six people about what is consumer A's or coach A's. 404 also for what is another's;
 * 409, 415 and 422 mean that the person got in, and what they sent (a password that nobody set here) was looked at.
 */
export const table: Record<string, Row> = {
  // The account: one's own, whoever one is.
  "POST /account/register": { as: everybody(422), body: nothing },
  "POST /account/sign-in": { as: everybody(422), body: nothing },
  "POST /account/sign-out": { as: everybody(200) },
  "POST /account/forgot-password": { as: everybody(202), body: () => ({ email: "nobody@example.com" }) },
  "POST /account/reset-password": { as: everybody(422), body: () => ({ token: "x", password: "a long enough phrase" }) },
  "POST /account/verify-email": { as: everybody(422), body: () => ({ token: "x" }) },
  "POST /account/resend-verification": { as: signedIn(409) },
  "PATCH /account/profile": { as: signedIn(200), body: () => ({ language: "fr" }) },
  "POST /account/password": { as: signedIn(422), body: () => ({ current: "x", next: "a long enough phrase" }) },
  "POST /account/email": { as: signedIn(422), body: () => ({ email: "new@example.com", password: "x" }) },
  "POST /account/email/recheck": { as: signedIn(409) },
  "POST /account/email/confirm": { as: everybody(422), body: () => ({ token: "x" }) },
  "POST /account/email/undo": { as: everybody(422), body: () => ({ token: "x" }) },
  "GET /account/devices": { as: signedIn(200) },
  "DELETE /account/devices": { as: signedIn(200) },
  "DELETE /account/devices/[session_id]": { as: [401, 200, 404, 404, 404, 404], params: (world) => ({ session_id: world.other_session_id }) },
  "POST /account/two-factor/enable": { as: [401, 422, 422, 422, 422, 409], body: () => ({ password: "x" }) },
  "POST /account/two-factor/confirm": { as: signedIn(409), body: () => ({ code: "000000" }) },
  "POST /account/two-factor/disable": { as: [401, 409, 409, 409, 409, 422], body: () => ({ password: "x", code: "000000" }) },
  "POST /account/two-factor/recovery-codes": { as: [401, 409, 409, 409, 409, 422], body: () => ({ password: "x", code: "000000" }) },
  "POST /account/two-factor/verify": { as: everybody(401), body: () => ({ code: "000000" }) },
  "POST /account/become-coach": { as: [401, 200, 200, 200, 200, 403] },
  "GET /account/export": { as: signedIn(200) },
  "POST /account/delete": { as: signedIn(422), body: () => ({ password: "x", confirm: "delete" }) },
  "GET /account/calendar-feed": { as: signedIn(200) },
  "POST /account/calendar-feed": { as: signedIn(200), body: nothing },
  "DELETE /account/calendar-feed": { as: signedIn(204) },
  "POST /account/payment-methods/setup-intent": { as: signedIn(201) },
  "DELETE /account/payment-methods/[payment_method_id]": { as: [401, 204, 404, 404, 404, 404], params: card, world: makeCardWorld },
  "POST /account/payment-methods/[payment_method_id]/default": { as: [401, 204, 404, 404, 404, 404], params: card, world: makeCardWorld },
  "POST /consent": { as: everybody(200), body: () => ({ statistics: false }) },
  "POST /analytics/steps": { as: everybody(204), body: () => ({ event: "page_viewed", properties: { page: "/" } }) },
  // An envelope with nothing in it.
  "POST /reports": { as: everybody(204), body: nothing },
  "PUT /preferences": { as: everybody(200), body: () => ({ timezone: "Asia/Kathmandu" }) },
  "GET /account/notices": { as: signedIn(200) },
  "PATCH /account/notices": { as: signedIn(200), body: () => ({ switches: [{ topic: "announcement", channel: "mail", is_on: false }] }) },
  "GET /notices": { as: signedIn(200) },
  "GET /notices/news": { as: signedIn(200) },
  "GET /notices/stream": { as: signedIn(200) },
  "POST /notices/read": { as: signedIn(200), body: nothing },
  "POST /notices/[notice_id]/read": { as: [401, 200, 404, 404, 404, 404], params: (world) => ({ notice_id: world.notice_id }), body: nothing },

  // Booking and paying.
  "GET /tutors/[tutor_id]/slots": { as: everybody(200), params: tutor, query: "?days=7" },
  "POST /bookings": { as: [201, 201, 201, 403, 201, 201], body: (world) => ({ tutor_id: world.tutor._id, starts_at: world.free_start, duration_minutes: 60 }) },
  "GET /bookings/[booking_id]": { as: [404, 200, 404, 404, 404, 404], params: booking },
  "PATCH /bookings/[booking_id]": { as: [404, 204, 404, 404, 404, 404], params: booking, body: () => ({ note: "Scales, please." }) },
  "DELETE /bookings/[booking_id]": { as: [404, 204, 404, 404, 404, 404], params: booking },
  "POST /bookings/[booking_id]/claim": { as: [401, 204, 404, 404, 404, 404], params: booking },
  "POST /bookings/[booking_id]/cancel": { as: [401, 200, 404, 404, 404, 404], params: booking, body: () => ({ expected_refund: 5_000 }), world: booked },
  "GET /bookings/[booking_id]/slots": { as: [401, 200, 404, 404, 404, 404], params: booking, query: "?timezone=UTC", world: booked },
  "POST /bookings/[booking_id]/reschedule": { as: [401, 200, 404, 404, 404, 404], params: booking, body: (world) => ({ starts_at: world.free_start }), world: booked },
  "POST /bookings/[booking_id]/report": { as: [401, 200, 404, 404, 404, 404], params: booking, body: () => ({ note: "No sound." }), world: over },
  "POST /bookings/[booking_id]/no-show": { as: [401, 200, 404, 404, 404, 404], params: booking, body: nothing, world: over },
  "POST /payments/create-intent": { as: [401, 200, 404, 404, 404, 404], body: booking },
  "POST /payments/confirm": { as: signedIn(404), body: () => ({ payment_intent_id: "pi_nobody" }) },
  "POST /payments/manual": { as: adminOnly(201), body: (world) => ({ booking_id: world.booking_id, amount: 1_000, direction: "received", reason: "Paid in cash." }) },
  "POST /stripe/webhook": { as: everybody(400), body: nothing },
  "POST /stripe/webhook/connect": { as: everybody(400), body: nothing },
  // No door where no secret is configured; who carries it is asked in the route's own test.
  "POST /cron/tick": { as: everybody(404) },
  "POST /resend/webhook": { as: everybody(400), body: nothing },
  // Whoever has the link of the mail.
  "GET /invites/[token]/open": { as: everybody(303), params: (world) => ({ token: world.invite_token }) },
  "POST /invites/[token]/stop": { as: everybody(200), params: (world) => ({ token: world.invite_token }) },
  "GET /unsubscribe/[token]": { as: everybody(303), params: unsubscribe },
  "POST /unsubscribe/[token]": { as: everybody(200), params: unsubscribe },
  "POST /unsubscribe/[token]/undo": { as: everybody(200), params: unsubscribe },
  "GET /calendar/[file]": { as: everybody(200), params: (world) => ({ file: `${world.calendar_token}.ics` }) },
  "GET /health/integrations": { as: everybody(200) },

  // Packages: bought by consumer A of coach A.
  "POST /packages/[package_id]/order": { as: [401, 201, 201, 403, 201, 201], params: offered },
  "GET /package-purchases/[purchase_id]": { as: [401, 200, 404, 404, 404, 404], params: purchase, world: makePackageWorld },
  "GET /package-purchases/[purchase_id]/slots": { as: [401, 200, 404, 404, 404, 404], params: purchase, query: "?timezone=UTC", world: makePackageWorld },
  "POST /package-purchases/[purchase_id]/bookings": { as: [401, 201, 404, 404, 404, 404], params: purchase, body: (world) => ({ starts_at: world.free_start }), world: makePackageWorld },
  // Another figure than is due: whose it is gets in, and nothing is ended.
  "POST /package-purchases/[purchase_id]/end": { as: [401, 409, 404, 404, 404, 404], params: purchase, body: () => ({ expected_refund: 1 }), world: makePackageWorld },

  // Pictures: seen by all, changed by their owner; documents are for the coach and for admins.
  "GET /images/[...public_id]": { as: everybody(200), params: picture },
  "DELETE /images/[...public_id]": { as: [401, 204, 404, 404, 404, 404], params: picture },
  "POST /images/upload": { as: signedIn(201), body: () => ({ file, folder: "maestrohub/profiles" }) },
  "PUT /images/update": { as: [401, 200, 404, 404, 404, 404], body: (world) => ({ file, public_id: world.picture }) },
  "POST /images/sign": { as: signedIn(201), body: nothing },
  "POST /images/adopt": { as: signedIn(422), body: nothing },
  "PUT /users/profile-picture": { as: signedIn(200), body: () => ({ file }) },
  "DELETE /users/profile-picture": { as: signedIn(204) },

  // The coach's room: what is named is coach A's.
  "GET /tutor/profile": { as: [401, 404, 404, 200, 200, 404] },
  "PATCH /tutor/profile": { as: [401, 404, 404, 200, 200, 404], body: () => ({ headline: "Scales and songs" }) },
  "POST /tutor/submit": { as: [401, 404, 404, 409, 409, 404], body: nothing },
  "POST /tutor/pause": { as: [401, 404, 404, 200, 200, 404], body: () => ({ is_paused: true }) },
  "PATCH /tutor/availability": { as: [401, 404, 404, 200, 200, 404], body: () => ({ weekly_hours: [] }) },
  "GET /tutor/calendars": { as: signedIn(200) },
  "POST /tutor/calendars": { as: [401, 404, 404, 422, 422, 404], body: () => ({ url: "http://127.0.0.1/a.ics" }) },
  "DELETE /tutor/calendars/[calendar_id]": { as: [401, 404, 404, 204, 404, 404], params: (world) => ({ calendar_id: world.calendar_id }) },
  "POST /tutor/calendars/[calendar_id]/refresh": { as: [401, 404, 404, 200, 404, 404], params: (world) => ({ calendar_id: world.calendar_id }) },
  "GET /tutor/invites": { as: [401, 404, 404, 200, 200, 404] },
  "POST /tutor/invites": { as: [401, 404, 404, 201, 201, 404], body: () => ({ email: "friend@example.com" }) },
  "DELETE /tutor/invites/[invite_id]": { as: [401, 404, 404, 204, 404, 404], params: (world) => ({ invite_id: world.invite_id }) },
  "POST /tutor/portfolio": { as: [401, 404, 404, 201, 201, 404], body: () => ({ file, alt: "" }) },
  "PATCH /tutor/portfolio": { as: [401, 404, 404, 200, 409, 404], body: (world) => ({ public_ids: [world.portfolio_picture] }) },
  "PATCH /tutor/portfolio/[...public_id]": { as: [401, 404, 404, 204, 404, 404], params: (world) => ({ public_id: world.portfolio_picture.split("/") }), body: () => ({ alt: "Two hands" }) },
  "DELETE /tutor/portfolio/[...public_id]": { as: [401, 404, 404, 204, 404, 404], params: (world) => ({ public_id: world.portfolio_picture.split("/") }) },
  // No address names an account: it is always one's own.
  "POST /tutor/connect-stripe": { as: [401, 404, 404, 200, 200, 404], body: nothing },
  "GET /tutor/stripe-dashboard": { as: [401, 404, 404, 409, 409, 404] },
  "GET /tutor/payouts/export": { as: [401, 404, 404, 200, 200, 404] },
  "POST /tutor/bookings/[booking_id]/cancel": { as: [401, 404, 404, 200, 404, 404], params: booking, body: nothing, world: booked },
  "POST /tutor/bookings/[booking_id]/complete": { as: [401, 404, 404, 200, 404, 404], params: booking, body: nothing, world: over },
  "POST /tutor/bookings/[booking_id]/no-show": { as: [401, 404, 404, 200, 404, 404], params: booking, body: nothing, world: over },
  "POST /tutor/bookings/[booking_id]/answer": { as: [401, 404, 404, 200, 404, 404], params: booking, body: () => ({ note: "I was there." }), world: reported },
  "GET /tutor/packages": { as: [401, 404, 404, 200, 200, 404] },
  "POST /tutor/packages": { as: [401, 404, 404, 201, 201, 404], body: () => ({ duration_minutes: 60, sessions: 10, discount_percent: 20, valid_days: 180 }) },
  "DELETE /tutor/packages/[package_id]": { as: [401, 404, 404, 204, 404, 404], params: offered },
  "POST /tutor/package-purchases/[purchase_id]/end": { as: [401, 404, 404, 409, 404, 404], params: purchase, body: () => ({ expected_refund: 1 }), world: makePackageWorld },
  "POST /tutor/sponsorships": { as: [401, 404, 404, 201, 201, 404], body: () => ({ weeks: 4 }), world: makeSponsorWorld },
  "POST /tutor/sponsorships/[sponsorship_id]/check": { as: [401, 404, 404, 200, 404, 404], params: sponsorship, world: makeSponsorWorld },
  // Ordered and not paid: the coach gets in, and there is nothing to end.
  "POST /tutor/sponsorships/[sponsorship_id]/cancel": { as: [401, 404, 404, 409, 404, 404], params: sponsorship, world: makeSponsorWorld },
  "POST /tutor/sponsorships/[sponsorship_id]/resume": { as: [401, 404, 404, 409, 404, 404], params: sponsorship, world: makeSponsorWorld },
  "POST /tutor/sponsorships/[sponsorship_id]/portal": { as: [401, 404, 404, 200, 404, 404], params: sponsorship, world: makeSponsorWorld },
  "POST /tutor/documents": { as: [401, 404, 404, 415, 415, 404], body: () => ({ file }) },
  "DELETE /tutor/documents/[...public_id]": { as: [401, 404, 404, 204, 404, 404], params: (world) => ({ public_id: world.document.split("/") }) },

  // The admin's.
  "POST /admin/tutors/[tutor_id]/decision": { as: adminOnly(200), params: tutor, body: () => ({ outcome: "approve", revision: 0 }), world: submitted },
  "POST /admin/tutors/[tutor_id]/proposal-decision": { as: adminOnly(200), params: tutor, body: () => ({ outcome: "approve", revision: 0 }), world: proposing },
  "POST /admin/tutors/[tutor_id]/suspend": { as: adminOnly(200), params: tutor, body: () => ({ note: "Complaints." }) },
  "POST /admin/tutors/[tutor_id]/reinstate": { as: adminOnly(200), params: tutor, body: nothing, world: suspended },
  "GET /admin/tutors/[tutor_id]/future-sessions": { as: adminOnly(200), params: tutor },
  "POST /admin/tutors/[tutor_id]/cancel-sessions": { as: adminOnly(200), params: tutor, body: nothing, world: suspended },
  "POST /admin/integrations/check": { as: adminOnly(200), body: () => ({ service: "worker" }) },
  "POST /admin/jobs/replay": { as: adminOnly(404), body: () => ({ queue: "outbox", id: "out_nobody" }) },
  "POST /admin/jobs/discard": { as: adminOnly(404), body: () => ({ choice: { queue: "outbox", id: "out_nobody" }, note: "Not needed." }) },
  "POST /admin/jobs/lanes/[lane]/try": { as: adminOnly(204), params: () => ({ lane: "resend" }) },
  "POST /admin/jobs/recurring/[name]/run": { as: adminOnly(404), params: () => ({ name: "no-such-job" }) },
  "POST /admin/jobs/tick": { as: adminOnly(200) },
  "POST /admin/announcements": { as: adminOnly(201) },
  "GET /admin/announcements/audience": { as: adminOnly(200), query: "?role=consumer&market_id=any&activity=never_booked" },
  "GET /admin/announcements/[announcement_id]": { as: adminOnly(200), params: announcement, world: drafted },
  "PATCH /admin/announcements/[announcement_id]": { as: adminOnly(200), params: announcement, body: () => ({ revision: 0, subject: "News" }), world: drafted },
  "DELETE /admin/announcements/[announcement_id]": { as: adminOnly(204), params: announcement, world: drafted },
  "GET /admin/announcements/[announcement_id]/preview": { as: adminOnly(200), params: announcement, world: drafted },
  "POST /admin/announcements/[announcement_id]/sample": { as: adminOnly(204), params: announcement, body: () => ({ revision: 0 }), world: drafted },
  // The number is wrong, so nothing is sent.
  "POST /admin/announcements/[announcement_id]/send": { as: adminOnly(409), params: announcement, body: () => ({ revision: 0, people: 1_000_000 }), world: drafted },
  "POST /admin/announcements/[announcement_id]/pause": { as: adminOnly(200), params: announcement, world: sending },
  "POST /admin/announcements/[announcement_id]/resume": { as: adminOnly(409), params: announcement, world: drafted },
  "POST /admin/announcements/[announcement_id]/cancel": { as: adminOnly(200), params: announcement, world: sending },
  "POST /admin/manual-payments/[manual_id]/decision": { as: adminOnly(404), params: () => ({ manual_id: "man_nobody0000000" }), body: () => ({ outcome: "approve" }) },
  "POST /admin/money/reconcile": { as: adminOnly(200), body: nothing },
  "GET /admin/money/entries": { as: adminOnly(200) },
  "POST /admin/problems/[booking_id]/decision": { as: adminOnly(200), params: booking, body: () => ({ outcome: "took_place", refund_percent: 25 }), world: reported },
  "POST /admin/refunds/[refund_id]/retry": { as: adminOnly(204), params: (world) => ({ refund_id: world.refund_id }), body: nothing, world: makeRefundWorld },
  "PUT /admin/users/[user_id]/role": { as: adminOnly(200), params: (world) => ({ user_id: world.people["consumer A"].id }), body: () => ({ role: "tutor", reason: "Asked for it." }) },
};

/** The same route about something else of A's. */
export const moreRows: { title: string; route: string; row: Row }[] = [
  { title: "a coach's document", route: "GET /images/[...public_id]", row: { as: [404, 404, 404, 200, 404, 200], params: (world) => ({ public_id: world.document.split("/") }) } },
  { title: "a coach's document", route: "DELETE /images/[...public_id]", row: { as: [401, 404, 404, 204, 404, 404], params: (world) => ({ public_id: world.document.split("/") }) } },
];
