import { describe, expect, it } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { createUser } from "./create-user";
import { signInAs } from "./test-account";

setUpTestDatabase();

const admin = {
  name: "Ada",
  email: "Ada@Example.com",
  password: "the admin's long phrase",
  role: "admin" as const,
  market_id: "US_USD",
  timezone: "America/New_York",
  now: new Date("2026-11-24T12:00:00Z"),
};

describe("a user made by a script", () => {
  it("may be an admin, is confirmed, gets no mail and can sign in", async () => {
    const id = await createUser(admin);
    expect(await collections().users.findOne({ _id: id })).toMatchObject({ email: "ada@example.com", role: "admin", email_verified: true });
    expect(await collections().outbox.countDocuments()).toBe(0);
    const response = await signInAs(admin.email, admin.password);
    expect(await response.json()).toMatchObject({ user: { id, role: "admin" } });
  });

  it("never takes over an address that has an account", async () => {
    await expect(createUser({ ...admin, email: "ada@EXAMPLE.com" })).rejects.toThrow("There is already an account for ada@example.com.");
    expect(await collections().users.countDocuments()).toBe(1);
  });

  it("needs a password as good as everybody's", async () => {
    await expect(createUser({ ...admin, email: "b@example.com", password: "short" })).rejects.toThrow("at least 10 characters");
  });
});
