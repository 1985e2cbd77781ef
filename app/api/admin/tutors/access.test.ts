import { describe, expect, it, test } from "vitest";
import { POST as cancelPost } from "@/app/api/admin/tutors/[tutor_id]/cancel-sessions/route";
import { POST as decisionPost } from "@/app/api/admin/tutors/[tutor_id]/decision/route";
import { GET as futureGet } from "@/app/api/admin/tutors/[tutor_id]/future-sessions/route";
import { POST as proposalPost } from "@/app/api/admin/tutors/[tutor_id]/proposal-decision/route";
import { POST as reinstatePost } from "@/app/api/admin/tutors/[tutor_id]/reinstate/route";
import { POST as suspendPost } from "@/app/api/admin/tutors/[tutor_id]/suspend/route";
import { POST as readPost } from "@/app/api/notices/[notice_id]/read/route";
import { GET as noticesGet } from "@/app/api/notices/route";
import { POST as pausePost } from "@/app/api/tutor/pause/route";
import { GET as profileGet, PATCH as profilePatch } from "@/app/api/tutor/profile/route";
import { POST as submitPost } from "@/app/api/tutor/submit/route";
import { aPerson } from "@/lib/auth/test-account";
import { aTutor } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import type { OwnProfile } from "@/lib/tutors/own-view";
import type { ReviewView } from "@/lib/tutors/review-view";
import { findTutor, findTutorOfUser } from "@/lib/tutors/store";

setUpTestDatabase();

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

function send(handler: Handler, { method = "POST", body, cookie = "", params = {} }: { method?: string; body?: unknown; cookie?: string; params?: Record<string, string> }): Promise<Response> {
  const headers = { "content-type": "application/json", origin: "http://localhost:3000", host: "localhost:3000", cookie };
  const request = new Request("http://localhost:3000/api/x", { method, headers, ...(method !== "GET" && { body: JSON.stringify(body) }) });
  return handler(request, { params: Promise.resolve(params) });
}

async function anAdmin(): Promise<string> {
  const { user, cookie } = await aPerson();
  await collections().users.updateOne({ _id: user.id }, { $set: { role: "admin", two_factor_enabled: true } });
  return cookie;
}

const adminDoors: [string, Handler, string, unknown][] = [
  ["deciding", decisionPost, "POST", { outcome: "approve", revision: 0 }],
  ["deciding on a proposal", proposalPost, "POST", { outcome: "approve", revision: 0 }],
  ["suspending", suspendPost, "POST", { note: "No." }],
  ["reinstating", reinstatePost, "POST", {}],
  ["listing future sessions", futureGet, "GET", undefined],
  ["cancelling sessions", cancelPost, "POST", {}],
];

describe.each(adminDoors)("%s", (_title, handler, method, body) => {
  it("is for admins with two-factor sign-in only, and changes nothing for others", async () => {
    const tutor = await aTutor({ status: "suspended", is_published: false });
    const params = { tutor_id: tutor._id };
    const [consumer, coach, weak] = [await aPerson(), await aPerson({ role: "tutor" }), await aPerson()];
    await collections().users.updateOne({ _id: weak.user.id }, { $set: { role: "admin" } });
    expect((await send(handler, { method, body, params })).status).toBe(401);
    for (const { cookie } of [consumer, coach, weak]) expect((await send(handler, { method, body, params, cookie })).status).toBe(403);
    expect(await findTutor(tutor._id)).toEqual(tutor);
  });

  it("is 404 for a coach who cannot be", async () => {
    const cookie = await anAdmin();
    for (const tutor_id of ["tutor_nobody", "user_1", "$ne", ""]) expect((await send(handler, { method, body, params: { tutor_id }, cookie })).status).toBe(404);
  });

  it.skipIf(method === "GET")("refuses a field that nobody asked for", async () => {
    const tutor = await aTutor({ status: "suspended" });
    const response = await send(handler, { method, body: { ...(body as object), decided_by: "user_x" }, params: { tutor_id: tutor._id }, cookie: await anAdmin() });
    expect(response.status).toBe(422);
  });
});

const coachDoors: [string, Handler, string, unknown][] = [
  ["reading the own profile", profileGet, "GET", undefined],
  ["changing it", profilePatch, "PATCH", { headline: "Mine" }],
  ["submitting it", submitPost, "POST", {}],
  ["pausing", pausePost, "POST", { is_paused: true }],
];

test.each(coachDoors)("%s is for coaches only", async (_title, handler, method, body) => {
  expect((await send(handler, { method, body })).status).toBe(401);
  const { user, cookie } = await aPerson();
  expect((await send(handler, { method, body, cookie })).status).toBe(404);
  expect(await findTutorOfUser(user.id)).toBeNull();
});

test("a coach registers, fills the profile in field by field, submits, is approved and reads so", async () => {
  const { user, cookie } = await aPerson({ name: "Ines Duarte", role: "tutor" });
  expect(await findTutorOfUser(user.id)).toMatchObject({ slug: "ines-duarte", status: "draft" });
  const patch = async (body: unknown) => {
    const response = await send(profilePatch, { method: "PATCH", body, cookie });
    return { status: response.status, body: (await response.json()) as OwnProfile & { error?: { fields?: Record<string, string> } } };
  };
  await patch({ headline: "Piano for grown-ups" });
  await patch({ bio: "I teach by listening first. ".repeat(10) });
  await patch({ categories: ["performance_arts"], subjects: ["Piano"], levels: ["adult"], languages: ["English", "Português"], modality: "online" });
  const priced = await patch({ offers: [{ duration_minutes: 60, price: 4_500 }], trial: { duration_minutes: 30, price: 1_500 } });
  expect(priced.body.offers).toEqual([{ duration_minutes: 60, price: 4_500, you_receive: 4_050 }]);
  expect(await patch({ meeting_url: "https://zoom.us.evil.com/j/1" })).toMatchObject({ status: 422, body: { error: { fields: { meeting_url: expect.any(String) } } } });
  await patch({ meeting_url: "https://us02web.zoom.us/j/123456" });

  const early = await send(submitPost, { body: {}, cookie });
  expect(early.status).toBe(422);
  expect(Object.keys(((await early.json()) as { error: { fields: object } }).error.fields)).toEqual(["weekly_hours", "photo", "address"]);

  const own = await findTutorOfUser(user.id);
  await collections().tutors.updateOne({ _id: own?._id ?? "" }, { $set: { portrait_url: "/p.svg", "availability.weekly_hours": [{ weekday: 1, start_minute: 540, end_minute: 720 }] } });
  await collections().users.updateOne({ _id: user.id }, { $set: { email_verified: true } });
  expect(await (await send(submitPost, { body: {}, cookie })).json()).toMatchObject({ status: "submitted", missing: [] });

  const admin = await anAdmin();
  const params = { tutor_id: own?._id ?? "" };
  const { revision } = (await findTutorOfUser(user.id)) ?? { revision: -1 };
  const approved = await send(decisionPost, { body: { outcome: "approve", revision }, params, cookie: admin });
  expect(approved.status).toBe(200);
  expect((await approved.json()) as ReviewView).toMatchObject({ status: "approved", is_published: true, waiting: null });
  expect((await send(decisionPost, { body: { outcome: "approve", revision }, params, cookie: admin })).status).toBe(409);

  const { notices } = (await (await send(noticesGet, { method: "GET", cookie })).json()) as { notices: { id: string; title: string }[] };
  expect(notices).toMatchObject([{ title: "Your profile is approved" }]);
  const mark = (who: string) => send(readPost, { body: {}, params: { notice_id: notices[0]?.id ?? "" }, cookie: who });
  expect((await mark(admin)).status).toBe(404);
  expect((await mark(cookie)).status).toBe(200);
  expect((await mark(cookie)).status).toBe(200);
  expect(await (await send(noticesGet, { method: "GET", cookie })).json()).toMatchObject({ notices: [{ is_read: true }], next: null });
});
