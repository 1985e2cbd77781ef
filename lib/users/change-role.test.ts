import { describe, expect, it } from "vitest";
import { PUT as roleRoute } from "@/app/api/admin/users/[user_id]/role/route";
import { createUser } from "@/lib/auth/create-user";
import { findSessionUser } from "@/lib/auth/session";
import { aPerson, call, cookieOf, failureOf, signInAs } from "@/lib/auth/test-account";
import { listAuditEntries } from "@/lib/audit-log/store";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import type { TutorDocument } from "@/lib/tutors/schema";

setUpTestDatabase();

let count = 0;

/** With a session from before the second factor was on, which counts as one from after it. */
async function anAdmin() {
  count += 1;
  const [email, password] = [`admin${count}@example.com`, "the admin's long phrase"];
  const id = await createUser({ name: "Ada", email, password, role: "admin", market_id: "US_USD", timezone: "America/New_York", now: new Date() });
  const cookie = cookieOf(await signInAs(email, password));
  await collections().users.updateOne({ _id: id }, { $set: { two_factor_enabled: true } });
  return { id, cookie };
}

const put = (cookie: string, user_id: string, body: unknown = { role: "tutor", reason: "asked for it" }) => call(roleRoute, "PUT", { cookie, params: { user_id }, body });
const roleOf = async (id: string) => (await collections().users.findOne({ _id: id }))?.role;

describe("an admin who gives somebody a role", () => {
  it("writes it down, and signs them out everywhere", async () => {
    const [admin, { user, cookie }] = [await anAdmin(), await aPerson()];
    await signInAs(user.email);
    const response = await put(admin.cookie, user.id, { role: "admin", reason: "joins the team" });
    expect(await response.json()).toEqual({ id: user.id, role: "admin", ended_sessions: 2 });
    expect(await findSessionUser(new Headers({ cookie }))).toBeNull();
    expect(await listAuditEntries(user.id)).toMatchObject([
      { actor_id: admin.id, actor_role: "admin", action: "user.role", subject_id: user.id, before: { role: "consumer" }, after: { role: "admin" }, note: "joins the team" },
    ]);
  });

  it("makes a coach with a blank profile", async () => {
    const [admin, { user }] = [await anAdmin(), await aPerson()];
    expect((await put(admin.cookie, user.id)).status).toBe(200);
    expect(await collections().tutors.findOne({ user_id: user.id })).toMatchObject({ status: "draft", is_published: false });
    expect(await roleOf(user.id)).toBe("tutor");
  });

  it.each([
    ["draft", 200], ["changes_requested", 200], ["rejected", 200], ["suspended", 200], ["submitted", 409], ["approved", 409], ["paused", 409],
  ] as [TutorDocument["status"], number][])("takes it from a coach whose page is %s: %i", async (status, answer) => {
    const [admin, { user }] = [await anAdmin(), await aPerson()];
    await put(admin.cookie, user.id);
    await collections().tutors.updateOne({ user_id: user.id }, { $set: { status } });
    expect((await put(admin.cookie, user.id, { role: "consumer", reason: "stopped teaching" })).status).toBe(answer);
    expect(await roleOf(user.id)).toBe(answer === 200 ? "consumer" : "tutor");
  });

  it("cannot change their own, so that one admin is always left", async () => {
    const admin = await anAdmin();
    expect((await put(admin.cookie, admin.id, { role: "consumer", reason: "enough" })).status).toBe(409);
    expect(await roleOf(admin.id)).toBe("admin");
  });

  it.each(Array.from({ length: 5 }, (_, i) => i))("and is demoted by that one at the same time: one of the two is left (%i)", async () => {
    const [a, b] = [await anAdmin(), await anAdmin()];
    const body = { role: "consumer", reason: "a quarrel" };
    const statuses = (await Promise.all([put(a.cookie, b.id, body), put(b.cookie, a.id, body)])).map(({ status }) => status);
    expect(statuses).toContain(200);
    expect([await roleOf(a.id), await roleOf(b.id)].filter((role) => role === "admin")).toHaveLength(1);
  });

  it.each([
    ["no role", { reason: "because" }],
    ["an unknown role", { role: "owner", reason: "because" }],
    ["no reason", { role: "tutor" }],
    ["an empty reason", { role: "tutor", reason: "  " }],
    ["an unknown field", { role: "tutor", reason: "because", email: "x@example.com" }],
  ])("is refused with %s", async (_what, body) => {
    const [admin, { user }] = [await anAdmin(), await aPerson()];
    expect((await put(admin.cookie, user.id, body)).status).toBe(422);
    expect(await roleOf(user.id)).toBe("consumer");
    expect(await listAuditEntries(user.id)).toEqual([]);
  });

  it("finds nobody under an id that nobody has, and no conflict worth an entry in the role they have", async () => {
    const [admin, { user }] = [await anAdmin(), await aPerson()];
    expect((await put(admin.cookie, "user_00000000000000000000")).status).toBe(404);
    expect((await put(admin.cookie, "nonsense")).status).toBe(404);
    expect((await put(admin.cookie, user.id, { role: "consumer", reason: "as it is" })).status).toBe(409);
    expect(await listAuditEntries(user.id)).toEqual([]);
  });
});

describe("roles are not given by", () => {
  it.each(["consumer", "tutor"])("a %s, to themselves or to others", async (role) => {
    const [{ user, cookie }, other] = [await aPerson({ role }), await aPerson()];
    for (const id of [user.id, other.user.id]) expect((await put(cookie, id, { role: "admin", reason: "let me in" })).status).toBe(403);
    expect([await roleOf(user.id), await roleOf(other.user.id)]).toEqual([role, "consumer"]);
  });

  it("a visitor", async () => {
    const { user } = await aPerson();
    expect((await put("", user.id)).status).toBe(401);
  });

  it("an admin without an authenticator app, who is told so", async () => {
    const [admin, { user }] = [await anAdmin(), await aPerson()];
    await collections().users.updateOne({ _id: admin.id }, { $set: { two_factor_enabled: false } });
    expect(await failureOf(await put(admin.cookie, user.id))).toMatchObject({ status: 403, error: { code: "forbidden", details: { reason: "two_factor_required" } } });
    expect(await roleOf(user.id)).toBe("consumer");
  });
});
