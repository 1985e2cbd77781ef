import { beforeEach, describe, expect, it, vi } from "vitest";
import { getDb } from "@/lib/db/client";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { createUser } from "./create-user";
import { findSessionUser, getSessionUser, requireRole, requireUser } from "./session";
import { aPerson, cookieOf, signInAs } from "./test-account";

let cookie = "";
vi.mock("next/headers", () => ({ headers: async () => new Headers({ cookie }) }));

setUpTestDatabase();
beforeEach(() => {
  cookie = "";
});

describe("the person of a page", () => {
  it("is nobody for a visitor", async () => {
    expect(await getSessionUser()).toBeNull();
  });

  it("is nobody once the session has expired", async () => {
    const person = await aPerson();
    await getDb()
      .collection("sessions")
      .updateMany({ user_id: person.user.id }, { $set: { expires_at: new Date(Date.now() - 1_000) } });
    expect(await findSessionUser(new Headers({ cookie: person.cookie }))).toBeNull();
  });

  it("holds what pages need, and neither password nor token", async () => {
    const person = await aPerson();
    cookie = person.cookie;
    expect(await getSessionUser()).toEqual(person.user);
    expect(Object.keys(person.user).sort()).toEqual(["email", "email_verified", "id", "image", "market_id", "name", "role", "timezone", "two_factor_enabled"]);
  });
});

describe("a page that needs somebody signed in", () => {
  it("sends a visitor to sign in and remembers the way", async () => {
    await expect(requireUser({ next: "/bookings/bk_1?tab=money" })).rejects.toMatchObject({
      digest: expect.stringContaining("/sign-in?next=%2Fbookings%2Fbk_1%3Ftab%3Dmoney"),
    });
  });

  it("gives the person", async () => {
    const person = await aPerson();
    cookie = person.cookie;
    expect(await requireUser({ next: "/bookings" })).toMatchObject({ id: person.user.id });
  });
});

describe("a page of one role", () => {
  it.each(["consumer", "tutor"])("does not exist for a %s where it is the admin's", async (role) => {
    cookie = (await aPerson({ role })).cookie;
    await expect(requireRole("admin", { next: "/admin" })).rejects.toMatchObject({ digest: expect.stringContaining("404") });
  });

  it("opens for an admin with an authenticator app, and sends one without to set it up", async () => {
    const email = "admin@example.com";
    const password = "the admin's long phrase";
    await createUser({ name: "Ada", email, password, role: "admin", market_id: "US_USD", timezone: "America/New_York", now: new Date() });
    cookie = cookieOf(await signInAs(email, password));
    await expect(requireRole("admin", { next: "/admin" })).rejects.toMatchObject({ digest: expect.stringContaining("/account/security?setup=required") });
    await getDb().collection("users").updateOne({ email }, { $set: { two_factor_enabled: true } });
    expect(await requireRole("admin", { next: "/admin" })).toMatchObject({ email });
  });
});
