import { describe, expect, it } from "vitest";
import { GET as bookingGet, PATCH as bookingPatch, DELETE as bookingDelete } from "@/app/api/bookings/[booking_id]/route";
import { POST as claimPost } from "@/app/api/bookings/[booking_id]/claim/route";
import { POST as bookingsPost } from "@/app/api/bookings/route";
import { POST as confirmPost } from "@/app/api/payments/confirm/route";
import { POST as intentPost } from "@/app/api/payments/create-intent/route";
import { aPerson } from "@/lib/auth/test-account";
import { aTutor } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";

setUpTestDatabase();

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

interface Sent {
  body?: unknown;
  raw?: string;
  method?: string;
  cookie?: string;
  headers?: Record<string, string>;
  params?: Record<string, string>;
}

function send(handler: Handler, { body, raw, method = "POST", cookie = "", headers = {}, params = {} }: Sent): Promise<Response> {
  const request = new Request("http://localhost:3000/api/x", {
    method,
    ...(method === "GET" || method === "DELETE" ? {} : { body: raw ?? JSON.stringify(body) }),
    headers: { "content-type": "application/json", origin: "http://localhost:3000", host: "localhost:3000", cookie, ...headers },
  });
  return handler(request, { params: Promise.resolve(params) });
}

/** The next day at ten in UTC, which the coaches of these tests offer. */
function aStart(): string {
  const day = new Date(Date.now() + 2 * 86_400_000);
  day.setUTCHours(10, 0, 0, 0);
  return day.toISOString();
}

async function scene() {
  const tutor = await aTutor();
  const { user, cookie } = await aPerson();
  const order = { tutor_id: tutor._id, starts_at: aStart(), duration_minutes: 60 };
  return { tutor, user, cookie, order };
}

const written = async () => ({
  bookings: await collections().bookings.countDocuments({}),
  payments: await collections().payments.countDocuments({}),
});

describe("a hold that is asked for wrongly", () => {
  const wrong: [string, number, (order: Record<string, unknown>) => Sent][] = [
    ["an unknown field", 422, (order) => ({ body: { ...order, price: 1 } })],
    ["an amount", 422, (order) => ({ body: { ...order, amount: 1, currency: "usd" } })],
    ["an operator where a string belongs", 422, (order) => ({ body: { ...order, tutor_id: { $ne: null } } })],
    ["an operator where an instant belongs", 422, (order) => ({ body: { ...order, starts_at: { $gt: "" } } })],
    ["a local time instead of an instant", 422, (order) => ({ body: { ...order, starts_at: "2027-02-02T10:00:00" } })],
    ["a fraction of a minute", 422, (order) => ({ body: { ...order, duration_minutes: 60.5 } })],
    ["a zone that does not exist", 422, (order) => ({ body: { ...order, timezone: "Mars/Olympus" } })],
    ["a missing field", 422, (order) => ({ body: { tutor_id: order.tutor_id } })],
    ["a list instead of an object", 422, (order) => ({ body: [order] })],
    ["no JSON", 400, () => ({ raw: "{" })],
    ["another content type", 415, (order) => ({ body: order, headers: { "content-type": "text/plain" } })],
    ["a body over 64 KB", 413, (order) => ({ body: { ...order, subject: "x".repeat(65 * 1024) } })],
    ["another site's origin", 403, (order) => ({ body: order, headers: { origin: "https://evil.example" } })],
    ["an origin of null", 403, (order) => ({ body: order, headers: { origin: "null" } })],
    ["no origin but a cross-site mark", 403, (order) => ({ body: order, headers: { origin: "", "sec-fetch-site": "cross-site" } })],
    ["an unknown coach", 404, (order) => ({ body: { ...order, tutor_id: "tutor_nobody" } })],
  ];
  it.each(wrong)("by %s gets %i in the envelope, and nothing is written", async (_title, status, sent) => {
    const { order, cookie } = await scene();
    const before = await written();
    const response = await send(bookingsPost, { ...sent(order), cookie });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code: expect.any(String), message: expect.any(String), request_id: expect.any(String) } });
    expect(await written()).toEqual(before);
  });

  it("names each wrong field", async () => {
    const { order, cookie } = await scene();
    const response = await send(bookingsPost, { body: { ...order, price: 1, duration_minutes: "60" }, cookie });
    const { error } = (await response.json()) as { error: { fields: Record<string, string> } };
    expect(Object.keys(error.fields).sort()).toEqual(["duration_minutes", "price"]);
  });
});

describe("another's booking", () => {
  it("is 404 for every call, as one that does not exist", async () => {
    const { order, cookie } = await scene();
    const { cookie: stranger } = await aPerson();
    const held = await send(bookingsPost, { body: order, cookie });
    expect(held.status).toBe(201);
    const { id } = (await held.json()) as { id: string };

    for (const booking_id of [id, "bk_0000000000000000000000", "bk_$ne", "../users"]) {
      const params = { booking_id };
      for (const call of [
        () => send(bookingGet, { method: "GET", params, cookie: stranger }),
        () => send(bookingGet, { method: "GET", params }),
        () => send(bookingPatch, { method: "PATCH", params, body: { note: "mine now" }, cookie: stranger }),
        () => send(bookingDelete, { method: "DELETE", params, cookie: stranger }),
        () => send(claimPost, { params, cookie: stranger }),
      ]) {
        expect((await call()).status).toBe(404);
      }
    }
    expect((await send(intentPost, { body: { booking_id: id }, cookie: stranger })).status).toBe(404);
    expect(await collections().bookings.findOne({ _id: id })).toMatchObject({ status: "held", note: null });
    expect((await send(bookingGet, { method: "GET", params: { booking_id: id }, cookie })).status).toBe(200);
  });

  it("never shows the coach's meeting link before it is paid, nor fields of the document", async () => {
    const { order, cookie } = await scene();
    const { id } = (await (await send(bookingsPost, { body: order, cookie })).json()) as { id: string };
    const view = (await (await send(bookingGet, { method: "GET", params: { booking_id: id }, cookie })).json()) as Record<string, unknown>;
    expect(view.meeting_url).toBeNull();
    expect(JSON.stringify(view)).not.toMatch(/tutor_cells|hold_seat|meet\.google|fee_amount|user_of_/);
  });
});

describe("payments", () => {
  it("need a session", async () => {
    expect((await send(intentPost, { body: { booking_id: "bk_x" } })).status).toBe(401);
    expect((await send(confirmPost, { body: { payment_intent_id: "pi_x" } })).status).toBe(401);
  });

  it("take no price from the body", async () => {
    const { order, cookie } = await scene();
    const { id } = (await (await send(bookingsPost, { body: order, cookie })).json()) as { id: string };
    for (const extra of [{ amount: 1 }, { currency: "inr" }, { account: "acct_1" }]) {
      expect((await send(intentPost, { body: { booking_id: id, ...extra }, cookie })).status).toBe(422);
    }
    expect((await send(intentPost, { body: { booking_id: { $ne: null } }, cookie })).status).toBe(422);
    expect((await send(confirmPost, { body: { payment_intent_id: { $ne: null } }, cookie })).status).toBe(422);
    expect(await collections().payments.countDocuments({ booking_id: id })).toBe(0);
  });

  it("confirm nothing that was not paid: 402, and the hold stays", async () => {
    const { order, cookie } = await scene();
    const { id } = (await (await send(bookingsPost, { body: order, cookie })).json()) as { id: string };
    const { payment_intent_id } = (await (await send(intentPost, { body: { booking_id: id }, cookie })).json()) as { payment_intent_id: string };
    const response = await send(confirmPost, { body: { payment_intent_id }, cookie });
    expect(response.status).toBe(402);
    expect(await collections().bookings.findOne({ _id: id })).toMatchObject({ status: "held" });
  });
});

describe("a visitor", () => {
  it("holds by a cookie of their own, sees that hold, and another visitor does not", async () => {
    const { order } = await scene();
    const held = await send(bookingsPost, { body: order });
    expect(held.status).toBe(201);
    const cookie = held.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    expect(held.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Lax/);
    const { id } = (await held.json()) as { id: string };
    const params = { booking_id: id };
    expect((await send(bookingGet, { method: "GET", params, cookie })).status).toBe(200);
    expect((await send(bookingGet, { method: "GET", params, cookie: "mh_guest=guest_aaaaaaaaaaaaaaaaaaaaaaaa" })).status).toBe(404);
    const { cookie: session } = await aPerson();
    expect((await send(claimPost, { params, cookie: `${session}; ${cookie}` })).status).toBe(204);
    expect((await send(bookingGet, { method: "GET", params, cookie: session })).status).toBe(200);
    expect((await send(bookingGet, { method: "GET", params, cookie })).status).toBe(404);
  });
});
