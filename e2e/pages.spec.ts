import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { openSessions, signedInConsumers } from "./support/database";
import { aDraft } from "./support/announcements";
import { anOrder } from "./support/packages";
import { aCoach, appUrl, freeTime, hold, inDatabase } from "./support/marketplace";

const actors = ["visitor", "consumer A", "consumer B", "coach A", "coach B", "admin"] as const;
type Actor = (typeof actors)[number];

/** What a person gets: the page, nothing (404), the way to sign in, or the way to a page of their own. */
type Answer = "page" | "none" | "sign in" | `to ${string}`;

interface World {
  cookies: Record<Exclude<Actor, "visitor">, string>;
  slug: string;
  tutor_id: string;
  held: string;
  booked: string;
  /** Over, and the client says that something was not right. */
  reported: string;
  announcement: string;
  /** Ordered of coach A by consumer A. */
  purchase: string;
  /** The same, paid. */
  bought: string;
}

interface Row {
  at?: (world: World) => string;
  as: [visitor: Answer, consumerA: Answer, consumerB: Answer, coachA: Answer, coachB: Answer, admin: Answer];
}

const everybody: Row["as"] = ["page", "page", "page", "page", "page", "page"];
const signedIn: Row["as"] = ["sign in", "page", "page", "page", "page", "page"];
const coaches: Row["as"] = ["sign in", "none", "none", "page", "page", "none"];
const admins: Row["as"] = ["sign in", "none", "none", "none", "none", "page"];

/** Every page. What an address names is consumer A's, with coach A. */
const table: Record<string, Row> = {
  "/": { as: everybody },
  "/coaches": { as: everybody },
  "/coaches/[slug]": { at: ({ slug }) => `/coaches/${slug}`, as: everybody },
  "/for-coaches": { as: everybody },
  "/how-it-works": { as: everybody },
  "/privacy": { as: everybody },
  "/terms": { as: everybody },
  "/[...rest]": { at: () => "/nothing/here", as: ["none", "none", "none", "none", "none", "none"] },
  "/sign-in": { as: ["page", "to /bookings", "to /bookings", "to /coach", "to /coach", "to /admin"] },
  "/register": { as: ["page", "to /bookings", "to /bookings", "to /coach", "to /coach", "to /admin"] },
  "/forgot-password": { as: everybody },
  "/reset-password": { as: everybody },
  "/verify-email": { as: everybody },
  "/notices": { as: signedIn },
  // A link that nobody has says so, and leads on.
  "/invite/[token]": { at: () => `/invite/${"x".repeat(27)}`, as: everybody },
  "/unsubscribe/[token]": { at: () => `/unsubscribe/user_${"x".repeat(24)}.${"x".repeat(43)}`, as: everybody },
  "/bookings": { as: signedIn },
  "/bookings/[booking_id]": { at: ({ booked }) => `/bookings/${booked}`, as: ["sign in", "page", "none", "none", "none", "none"] },
  "/bookings/[booking_id]/receipt": { at: ({ booked }) => `/bookings/${booked}/receipt`, as: ["sign in", "page", "none", "none", "none", "page"] },
  "/checkout/[booking_id]": { at: ({ held }) => `/checkout/${held}`, as: ["none", "page", "none", "none", "none", "none"] },
  "/packages": { as: signedIn },
  "/packages/[purchase_id]": { at: ({ purchase }) => `/packages/${purchase}`, as: ["sign in", "page", "none", "none", "none", "none"] },
  "/packages/[purchase_id]/receipt": { at: ({ bought }) => `/packages/${bought}/receipt`, as: ["sign in", "page", "none", "none", "none", "page"] },
  "/account": { as: signedIn },
  "/account/security": { as: signedIn },
  "/account/notices": { as: signedIn },
  "/account/payments": { as: signedIn },
  "/account/payment-methods": { as: signedIn },
  "/account/privacy": { as: signedIn },
  "/account/confirm-address": { as: everybody },
  "/account/undo-address": { as: everybody },
  "/goodbye": { as: everybody },
  "/coach": { as: coaches },
  "/coach/availability": { as: coaches },
  "/coach/payouts": { as: coaches },
  "/coach/payouts/return": { as: coaches },
  "/coach/payouts/refresh": { as: coaches },
  "/coach/onboarding": { as: ["sign in", "none", "none", "to /coach/onboarding/check", "to /coach/onboarding/check", "none"] },
  "/coach/onboarding/[step]": { at: () => "/coach/onboarding/about", as: coaches },
  "/coach/bookings/[booking_id]": { at: ({ booked }) => `/coach/bookings/${booked}`, as: ["sign in", "none", "none", "page", "none", "none"] },
  "/coach/packages": { as: coaches },
  "/coach/sponsorship": { as: coaches },
  "/admin": { as: admins },
  "/admin/approvals": { as: admins },
  "/admin/approvals/[tutor_id]": { at: ({ tutor_id }) => `/admin/approvals/${tutor_id}`, as: admins },
  "/admin/coaches": { as: admins },
  "/admin/integrations": { as: admins },
  "/admin/jobs": { as: admins },
  "/admin/problems": { as: admins },
  "/admin/problems/[booking_id]": { at: ({ reported }) => `/admin/problems/${reported}`, as: admins },
  "/admin/announcements": { as: admins },
  "/admin/announcements/[announcement_id]": { at: ({ announcement }) => `/admin/announcements/${announcement}`, as: admins },
  "/admin/money": { as: admins },
  "/admin/money/[booking_id]": { at: ({ booked }) => `/admin/money/${booked}`, as: admins },
  "/admin/funnels": { as: admins },
  "/admin/sponsorships": { as: admins },
};

const folder = path.resolve("app");
const pages = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "page.tsx")
  .map((file) => `/${path.dirname(file).replaceAll(/\([^)]*\)/g, "")}`.replaceAll(/\/+/g, "/").replace(/(.)\/$/, "$1").replace(/^\/\.$/, "/"));

test("every page is in the table, and the table holds no other", () => {
  expect(Object.keys(table).sort()).toEqual(pages.sort());
});

test("each page opens to whom it is for, and to nobody else", async () => {
  test.setTimeout(180_000);
  const world = await makeWorld();
  const seen: Record<string, Answer | number> = {};
  const wanted: Record<string, string> = {};
  for (const [name, row] of Object.entries(table)) {
    for (const [i, actor] of actors.entries()) {
      const cookie = actor === "visitor" ? "" : world.cookies[actor];
      seen[`${name} as ${actor}`] = await ask(row.at?.(world) ?? name, cookie);
      wanted[`${name} as ${actor}`] = row.as[i] ?? "";
    }
  }
  expect(seen).toEqual(wanted);
});

test("an admin without a second factor is led to set one up", async () => {
  const admin = await inDatabase(async (db) => {
    const [person] = await signedInConsumers(db, 1);
    await db.collection<{ _id: string }>("users").updateOne({ _id: person?.id ?? "" }, { $set: { role: "admin" } });
    return person;
  });
  expect(await ask("/admin", admin?.cookie ?? "")).toBe("to /account/security?setup=required");
});

async function ask(address: string, cookie: string): Promise<Answer | number> {
  const response = await fetch(appUrl + address, { headers: { ...(cookie && { cookie }) }, redirect: "manual" });
  const html = await response.text();
  expect.soft(response.headers.get("cache-control"), address).toMatch(/^private\b.*\bno-store\b/);
  expect.soft(response.headers.get("vary"), address).toMatch(/\bCookie\b/);
  // A page that has begun to stream can redirect in its body only.
  const target = response.headers.get("location") ?? /<meta id="__next-page-redirect"[^>]*content="\d+;url=([^"]+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&");
  if (target) {
    const { pathname, search } = new URL(target, appUrl);
    return pathname === "/sign-in" ? "sign in" : `to ${pathname}${search}`;
  }
  if (response.status === 404) return "none";
  return response.status === 200 ? "page" : response.status;
}

async function makeWorld(): Promise<World> {
  const [coachA, coachB] = [await aCoach(), await aCoach()];
  const [a, b] = await inDatabase((db) => signedInConsumers(db, 2));
  if (!a || !b) throw new Error("nobody was made");
  const owner = { ...a, email: `${a.id}@example.com` };
  const held = (await hold(owner, coachA, await freeTime(coachA))).id;
  const booked = (await hold(owner, coachA, await freeTime(coachA, -1))).id;
  const reported = (await hold(owner, coachB, await freeTime(coachB, -1))).id;
  const bought = await anOrder(owner, coachB);
  const cookies = await inDatabase(async (db) => {
    const problem = { reports: [{ by: "client", kind: "problem", note: "No sound.", at: new Date() }], opened_at: new Date(), decision: null };
    await db.collection<{ _id: string }>("bookings").updateOne({ _id: reported }, { $set: { status: "disputed", confirmed_at: new Date(), hold_expires_at: null, problem }, $unset: { hold_seat: "" } });
    await db.collection<{ _id: string }>("bookings").updateOne({ _id: booked }, { $set: { status: "confirmed", confirmed_at: new Date(), hold_expires_at: null }, $unset: { hold_seat: "" } });
    const paid = { consumer_id: a.id, amount: 5_000, currency: "usd", status: "succeeded", stripe_charge_id: null, card: null, failure_message: null, refund_amount: 0 };
    const moments = { paid_at: new Date(), refunded_at: null, created_at: new Date(), updated_at: new Date() };
    for (const [booking_id, { id: tutor_id }] of [[booked, coachA], [bought, coachB]] as const) {
      const row = { _id: `pay_${booking_id.split("_")[1] ?? ""}`, booking_id, tutor_id, ...paid, ...moments };
      await db.collection<{ _id: string }>("payments").insertOne(row);
    }
    const users = db.collection<{ _id: string; email: string }>("users");
    const ids = await Promise.all([coachA.email, coachB.email, "admin@example.com"].map(async (email) => (await users.findOne({ email }))?._id ?? ""));
    return openSessions(db, ids);
  });
  const [forCoachA = "", forCoachB = "", forAdmin = ""] = cookies;
  return {
    cookies: { "consumer A": a.cookie, "consumer B": b.cookie, "coach A": forCoachA, "coach B": forCoachB, admin: forAdmin },
    slug: coachA.slug,
    tutor_id: coachA.id,
    held,
    booked,
    reported,
    announcement: await aDraft(forAdmin),
    purchase: await anOrder(owner, coachA),
    bought,
  };
}
