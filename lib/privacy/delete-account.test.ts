import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { POST as deleteRoute } from "@/app/api/account/delete/route";
import { POST as registerRoute } from "@/app/api/account/register/route";
import { POST as confirmRoute } from "@/app/api/account/two-factor/confirm/route";
import { POST as enableRoute } from "@/app/api/account/two-factor/enable/route";
import { totp_step_ms, totpCode } from "@/emulators/inspector/totp";
import { aPerson, aRegistration, cookieOf, failureOf, post, signInAs } from "@/lib/auth/test-account";
import { findSessionUser } from "@/lib/auth/session";
import type { BookingDocument } from "@/lib/bookings/schema";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { personalData } from "./personal-data";
import { aPaymentOf, aReviewOf, aRichPerson, aSession, bytesOf, daysAfter, everything, now, password, type RichPerson } from "./test-person";

setUpTestDatabase();

const remove = (cookie: string, body: object = {}) => post(deleteRoute, { password, confirm: "delete", ...body }, cookie);
const soon = () => ({ status: "held" as const, starts_at: daysAfter(3), confirmed_at: null, hold_expires_at: new Date(Date.now() + 600_000) });

/** What another was told about a session with this person. */
async function tellOther(person: RichPerson, other: RichPerson): Promise<void> {
  const booking = await collections().bookings.findOne({ tutor_user_id: person.id });
  const notice = { kind: "booking" as const, title: `Your session with ${person.tutor.name} is cancelled`, body: "You get everything back.", read_at: null, created_at: now };
  await collections().notifications.insertOne({ _id: "notice_shared", key: "shared", user_id: other.id, href: `/bookings/${booking?._id}`, ...notice });
}

describe("deleting a person who left traces everywhere", () => {
  let mine: RichPerson;
  let other: RichPerson;
  let before: Awaited<ReturnType<typeof everything>>;
  let after: Awaited<ReturnType<typeof everything>>;
  let response: Response;
  const of = (all: typeof before, collection: string) => all.filter((each) => each.collection === collection).map(({ document }) => document);
  const money = (all: typeof before) => of(all, "bookings").map(({ _id, price, fee_amount, tutor_amount, currency }) => ({ _id, price, fee_amount, tutor_amount, currency }));

  beforeAll(async () => {
    mine = await aRichPerson("Zephyrine");
    other = await aRichPerson("Quillon");
    for (const [client, coach] of [
      [mine, other],
      [other, mine],
    ] as const) {
      const session = await aSession(client, coach);
      await aPaymentOf(session);
      await aReviewOf(session, client, coach);
    }
    await tellOther(mine, other);
    before = await everything();
    response = await remove(mine.cookie);
    after = await everything();
  });

  it("ends this browser's session and every other", async () => {
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ deleted: true });
    expect(response.headers.getSetCookie().join()).toMatch(/maestrohub\.session_token=;.*Max-Age=0/);
    expect(await findSessionUser(new Headers({ cookie: mine.cookie }))).toBeNull();
  });

  it("leaves no address, name, number, picture, page or word of theirs in any collection", () => {
    const pictures = (["maestrohub/profiles", "maestrohub/portfolio", "maestrohub/documents"] as const).map((folder) => bytesOf(mine.mark, folder).toString("base64"));
    for (const { collection, document } of after) {
      const raw = JSON.stringify(document);
      expect(raw, collection).not.toMatch(new RegExp(mine.mark, "i"));
      for (const picture of pictures) expect(raw.includes(picture), collection).toBe(false);
      expect(raw, collection).not.toMatch(new RegExp(`(secret|codes|hash)-of-an?-(link|app|reset)-${mine.id}`));
    }
  });

  it("was looked for where it was: the same search finds all of it before", () => {
    const marked = new Set(before.filter(({ document }) => new RegExp(mine.mark, "i").test(JSON.stringify(document))).map(({ collection }) => collection));
    expect([...marked].sort()).toEqual(
      ["analytics_events", "announcements", "audit_log", "bookings", "calendar_feeds", "credentials", "images", "invites", "notifications", "outbox", "reviews", "tutors", "users", "verifications"].sort(),
    );
  });

  it("keeps a person without a face: id, role, market and dates", () => {
    const user = of(after, "users").find(({ _id }) => _id === mine.id);
    expect(user).toEqual({
      _id: mine.id,
      name: "Deleted account",
      email: `deleted:${mine.id}`,
      email_verified: false,
      image: null,
      role: "tutor",
      market_id: "US_USD",
      timezone: "UTC",
      terms_accepted_at: expect.any(Date) as Date,
      created_at: expect.any(Date) as Date,
      updated_at: expect.any(Date) as Date,
      deleted_at: expect.any(Date) as Date,
    });
    const tutor = of(after, "tutors").find(({ user_id }) => user_id === mine.id);
    expect(tutor).toMatchObject({ name: "Deleted account", is_published: false, headline: "", bio: "", portrait_url: null, documents: [], portfolio: [] });
  });

  it("keeps the money's records to the letter", () => {
    expect(of(after, "payments")).toEqual(of(before, "payments"));
    expect(of(after, "payments")).toHaveLength(2);
    expect(money(after)).toEqual(money(before));
  });

  it("touches nothing of the other person's", () => {
    const isOthers = ({ document }: (typeof before)[number]) => new RegExp(other.mark, "i").test(JSON.stringify(document)) || document.user_id === other.id;
    const shared = ["bookings", "reviews"];
    const untouched = (all: typeof before) => all.filter((each) => isOthers(each) && !shared.includes(each.collection) && each.document._id !== "notice_shared");
    expect(untouched(after)).toEqual(untouched(before));
    // Of what both had a part in, the deleted person's part is gone.
    const taught = of(after, "bookings").find(({ consumer_id }) => consumer_id === other.id);
    expect(taught).toMatchObject({ note: "Call me Quillon, please.", place: null });
    const booked = of(after, "bookings").find(({ consumer_id }) => consumer_id === mine.id);
    expect(booked).toMatchObject({ note: null, place: "Quillon Street 1" });
    expect(of(after, "notifications").find(({ _id }) => _id === "notice_shared")).toMatchObject({ user_id: other.id, title: "Your session with Deleted account is cancelled" });
    const reviews = of(after, "reviews");
    expect(reviews.find(({ consumer_id }) => consumer_id === mine.id)).toMatchObject({ consumer_name: "Deleted account", rating: 5, reply: "Thank you. Yours, Quillon" });
    expect(reviews.find(({ consumer_id }) => consumer_id === other.id)).toMatchObject({ consumer_name: "Priya Quillon", text: "We got far in one hour.", reply: null });
  });

  it("is on record, without saying who it was", async () => {
    const entry = await collections().audit_log.findOne({ action: "user.delete" });
    expect(entry).toMatchObject({ actor_id: mine.id, subject_id: mine.id, before: null, after: null, note: null });
    // That an admin decided, and when, stays too.
    expect(await collections().audit_log.countDocuments({ subject_id: { $in: [mine.id, mine.tutor._id] }, actor_id: "user_of_an_admin" })).toBe(2);
  });

  it("makes the old address as unknown as any other, and free", async () => {
    const failure = await failureOf(await signInAs(mine.email));
    expect(failure).toEqual(await failureOf(await signInAs("nobody@example.com")));
    expect(failure.status).toBe(401);
    const again = await post(registerRoute, aRegistration({ email: mine.email, name: "Somebody New" }));
    expect(again.status).toBe(201);
    expect(((await again.json()) as { user: { id: string } }).user.id).not.toBe(mine.id);
  });
});

describe("an account is not deleted", () => {
  let client: RichPerson;
  let coach: RichPerson;
  let count = 0;

  beforeEach(async () => {
    count += 1;
    client = await aRichPerson(`Client${count}`);
    coach = await aRichPerson(`Coach${count}`);
  });

  const ahead: [string, Partial<BookingDocument>, "created" | "succeeded" | "refund_pending" | null, string, string][] = [
    ["a session is ahead", { status: "confirmed", starts_at: daysAfter(2) }, "succeeded", "sessions_booked", "sessions_taught"],
    ["a session is running", { status: "confirmed", starts_at: new Date(now.getTime() - 60_000) }, "succeeded", "sessions_booked", "sessions_taught"],
    ["a session is disputed", { status: "disputed" }, "succeeded", "sessions_booked", "sessions_taught"],
    ["a held time is being paid", soon(), "created", "is_paying", "is_being_paid"],
    ["a refund is under way", { status: "canceled_by_tutor" }, "refund_pending", "refunds_under_way", "refunds_under_way"],
  ];

  it.each(ahead)("while %s, neither side's", async (_what, parts, payment, forClient, forCoach) => {
    const booking = await aSession(client, coach, parts);
    if (payment) await aPaymentOf(booking, payment);
    const before = await everything();
    for (const [person, reason] of [
      [client, forClient],
      [coach, forCoach],
    ] as const) {
      const { status, error } = await failureOf(await remove(person.cookie));
      expect({ status, reasons: error.details }).toEqual({ status: 409, reasons: { reasons: [reason] } });
      expect(error.message).toMatch(/Nothing was deleted\.$/);
    }
    const withoutCounters = (all: typeof before) => all.filter(({ collection }) => collection !== "rate_limits");
    expect(withoutCounters(await everything())).toEqual(withoutCounters(before));
  });

  it("by a wrong password, without the word, or with a field too many", async () => {
    expect(await failureOf(await remove(client.cookie, { password: "not the password" }))).toMatchObject({ status: 422, error: { fields: { password: "That is not your password." } } });
    expect(await failureOf(await remove(client.cookie, { confirm: "yes" }))).toMatchObject({ status: 422, error: { fields: { confirm: "Type the word delete." } } });
    expect(await failureOf(await remove(client.cookie, { user_id: coach.id }))).toMatchObject({ status: 422 });
    expect((await remove("")).status).toBe(401);
    expect((await signInAs(client.email)).status).toBe(200);
  });

  it("without the code where two-factor sign-in is on", async () => {
    await collections().users.updateOne({ _id: client.id }, { $set: { two_factor_enabled: true } });
    expect(await failureOf(await remove(client.cookie))).toMatchObject({ status: 422, error: { fields: { code: expect.stringContaining("authenticator app") as string } } });
    expect((await remove(client.cookie, { code: "000000" })).status).not.toBe(200);
    expect(await collections().users.findOne({ _id: client.id })).not.toHaveProperty("deleted_at");
  });

  it("half: when something fails on the way, nothing has changed", async () => {
    // The last of all steps.
    const users = personalData.users as unknown as { erase: () => Promise<unknown> };
    const failing = vi.spyOn(users, "erase").mockRejectedValueOnce(new Error("the process died"));
    const before = await everything();
    const response = await remove(client.cookie);
    expect(response.status).toBe(500);
    expect(failing).toHaveBeenCalledOnce();
    failing.mockRestore();
    const withoutCounters = (all: typeof before) => all.filter(({ collection }) => collection !== "rate_limits");
    expect(withoutCounters(await everything())).toEqual(withoutCounters(before));
  });

  it("while its holder is the only admin; of two who go at once, one stays", async () => {
    const people = [await aPerson(), await aPerson()];
    const ids = people.map(({ user }) => user.id);
    await collections().users.updateMany({ _id: { $in: ids } }, { $set: { role: "admin" } });
    // Each has looked whether there is another before either is gone.
    const outbox = personalData.outbox as unknown as { erase: (erasure: unknown) => Promise<unknown> };
    const { erase } = outbox;
    let looked = 0;
    const both = vi.spyOn(outbox, "erase").mockImplementation(async (erasure) => {
      looked += 1;
      await vi.waitFor(() => expect(looked).toBeGreaterThan(1), { timeout: 2_000 });
      return erase(erasure);
    });
    const statuses = await Promise.all(people.map(async ({ cookie }) => (await remove(cookie)).status));
    both.mockRestore();
    expect(statuses.sort()).toEqual([200, 409]);
    expect(await collections().users.countDocuments({ role: "admin", deleted_at: { $exists: false } })).toBe(1);
  });
});

describe("what was under way at that moment", () => {
  it("a session that a simultaneous sign-in made opens nothing", async () => {
    const { user, cookie } = await aPerson();
    const session = await collections().sessions.findOne({ user_id: user.id });
    if (!session) throw new Error("no session");
    expect(await findSessionUser(new Headers({ cookie }))).not.toBeNull();
    expect(await collections().users.findOne({ _id: user.id })).not.toHaveProperty("deleted_at");
    expect((await remove(cookie)).status).toBe(200);
    await collections().sessions.insertOne(session);
    // A header that was not seen before: one request asks once.
    expect(await findSessionUser(new Headers({ cookie: `${cookie}; a=b` }))).toBeNull();
  });

  it("asking twice at once deletes once", async () => {
    const { cookie } = await aPerson();
    const statuses = await Promise.all([remove(cookie), remove(cookie)]).then((answers) => answers.map(({ status }) => status).sort());
    expect(statuses[0]).toBe(200);
    expect([401, 404, 422]).toContain(statuses[1]);
  });
});

describe("two-factor sign-in", () => {
  it("asks for the app's code too, and takes the right one", async () => {
    const { cookie: first } = await aPerson();
    const { secret } = (await (await post(enableRoute, { password }, first)).json()) as { secret: string };
    const cookie = cookieOf(await post(confirmRoute, { code: totpCode(secret, new Date()) }, first));
    expect((await failureOf(await remove(cookie))).error.fields).toEqual({ code: "Write the code of your authenticator app, or one recovery code." });
    vi.useFakeTimers({ now: Date.now() + totp_step_ms, toFake: ["Date"] });
    expect((await remove(cookie, { code: totpCode(secret, new Date()) })).status).toBe(200);
    vi.useRealTimers();
  });
});

describe("a hold that nobody pays for", () => {
  it("keeps nobody, and frees the time when its holder goes", async () => {
    const client = await aRichPerson("Holder");
    const coach = await aRichPerson("Held");
    const hold = await aSession(client, coach, { ...soon(), hold_seat: 0 });
    expect((await remove(client.cookie)).status).toBe(200);
    const released = await collections().bookings.findOne({ _id: hold._id });
    expect(released).toMatchObject({ status: "expired", note: null });
    expect(released).not.toHaveProperty("tutor_cells");
  });
});
