import { describe, expect, it } from "vitest";
import { makeBookedWorld, makeWorld, type Person, type World } from "@/app/api/access/test-world";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { findBooking } from "@/lib/bookings/store";
import type { BookingView } from "@/lib/bookings/view";
import { POST as decide } from "@/app/api/admin/problems/[booking_id]/decision/route";
import { POST as coachNoShow } from "@/app/api/tutor/bookings/[booking_id]/no-show/route";
import { GET as read } from "./[booking_id]/route";
import { POST as cancel } from "./[booking_id]/cancel/route";
import { POST as noShow } from "./[booking_id]/no-show/route";
import { POST as report } from "./[booking_id]/report/route";
import { POST as reschedule } from "./[booking_id]/reschedule/route";
import { GET as slots } from "./[booking_id]/slots/route";

setUpTestDatabase();

type Route = typeof cancel;

function send(route: Route, person: Person, world: World, body?: unknown, query = ""): Promise<Response> {
  const headers = { origin: "http://localhost:3000", cookie: person.cookie, ...(body !== undefined && { "content-type": "application/json" }) };
  const request = new Request(`http://localhost:3000/api/bookings/x${query}`, { method: body === undefined ? "GET" : "POST", headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  return route(request, { params: Promise.resolve({ booking_id: world.booking_id }) });
}

const errorOf = async (response: Response) => ((await response.json()) as { error: { code: string; fields?: object; details?: object } }).error;

describe("cancelling over the wire", () => {
  it("answers with the booking as it is then, and takes the figure that the page was given", async () => {
    const world = await makeBookedWorld();
    const client = world.people["consumer A"];
    const seen = (await (await send(read, client, world)).json()) as BookingView;
    expect(seen.refund_if_canceled).toMatchObject({ amount: 5_000, percent: 100, currency: "usd" });
    const answer = await send(cancel, client, world, { expected_refund: seen.refund_if_canceled?.amount });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status: "canceled_by_consumer", cancellation: { by: "client", refund: { amount: 5_000 } }, refunds: [{ amount: { amount: 5_000, currency: "usd" }, status: "ordered" }], refund_if_canceled: null });
  });

  it.each([
    ["nothing", {}],
    ["a negative amount", { expected_refund: -1 }],
    ["a fraction", { expected_refund: 0.5 }],
    ["a text", { expected_refund: "5000" }],
    ["an amount to pay out", { expected_refund: 5_000, amount: 5_000 }],
    ["a currency", { expected_refund: 5_000, currency: "usd" }],
    ["somebody to act for", { expected_refund: 5_000, by: "coach" }],
  ])("with %s in the body is 422 and changes nothing", async (_title, body) => {
    const world = await makeBookedWorld();
    const before = await findBooking(world.booking_id);
    expect((await send(cancel, world.people["consumer A"], world, body)).status).toBe(422);
    expect(await findBooking(world.booking_id)).toEqual(before);
  });

  it("is 409 for a time that is only held", async () => {
    const world = await makeWorld();
    expect((await send(cancel, world.people["consumer A"], world, { expected_refund: 5_000 })).status).toBe(409);
  });
});

describe("moving over the wire", () => {
  it("lists times without the session's own, with what overlaps it, and moves to one of them", async () => {
    const world = await makeBookedWorld();
    const client = world.people["consumer A"];
    const own = (await findBooking(world.booking_id))?.starts_at ?? new Date();
    const listed = (await (await send(slots, client, world, undefined, `?timezone=UTC&from=${own.toISOString().slice(0, 10)}`)).json()) as { days: { starts: string[] }[] };
    const starts = listed.days.flatMap((day) => day.starts);
    const half = new Date(own.getTime() + 30 * 60_000).toISOString();
    expect(starts).toContain(half);
    expect(starts).not.toContain(own.toISOString());
    const moved = await send(reschedule, client, world, { starts_at: half });
    expect(await moved.json()).toMatchObject({ starts_at: half, version: 1, status: "confirmed" });
  });

  it.each([[{}], [{ starts_at: "tomorrow" }], [{ starts_at: "2030-01-01T10:00:00Z", price: 1 }]])("with %j is 422", async (body) => {
    const world = await makeBookedWorld();
    expect((await send(reschedule, world.people["consumer A"], world, body)).status).toBe(422);
    expect(await findBooking(world.booking_id)).toMatchObject({ version: 0 });
  });
});

describe("reporting over the wire", () => {
  it("needs words for a problem, and takes at most a thousand characters", async () => {
    const world = await makeBookedWorld({ is_over: true });
    const client = world.people["consumer A"];
    for (const note of ["", "   ", "x".repeat(1_001), null]) expect((await send(report, client, world, { note })).status).toBe(422);
    expect((await send(noShow, client, world, { note: "x".repeat(1_001) })).status).toBe(422);
    expect(await findBooking(world.booking_id)).toMatchObject({ status: "confirmed" });
    const said = (await (await send(report, client, world, { note: "  No sound.  " })).json()) as BookingView;
    expect(said).toMatchObject({ status: "disputed", problem: { own: { kind: "problem", note: "No sound." }, others: null, decision: null } });
  });

  it("does not show one side what the other one wrote", async () => {
    const world = await makeBookedWorld({ is_over: true, is_reported: true });
    const answer = await send(coachNoShow, world.people["coach A"], world, { note: "I waited for her." });
    const text = await answer.text();
    expect(text).not.toContain("No sound.");
    expect(await (await send(read, world.people["consumer A"], world)).text()).not.toContain("I waited");
  });

  it.each([
    ["a share that is not offered", { outcome: "took_place", refund_percent: 30 }],
    ["more than all", { outcome: "coach_absent", refund_percent: 125 }],
    ["an amount", { outcome: "coach_absent", refund_percent: 100, refund_amount: 9_999 }],
    ["an outcome that is none", { outcome: "completed", refund_percent: 0 }],
    ["no share", { outcome: "took_place" }],
  ])("a decision with %s is 422", async (_title, body) => {
    const world = await makeBookedWorld({ is_over: true, is_reported: true });
    const response = await send(decide, world.people.admin, world, body);
    expect(response.status).toBe(422);
    expect((await errorOf(response)).fields).not.toEqual({});
    expect(await findBooking(world.booking_id)).toMatchObject({ status: "disputed", problem: { decision: null } });
  });
});
