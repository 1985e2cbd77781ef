import { expect, it } from "vitest";
import { POST as addressRoute } from "@/app/api/account/email/route";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { readWaitingAddress } from "./read-waiting-address";
import { aPerson, password, post } from "./test-account";

setUpTestDatabase();

it("the address that waits is the last one asked for, for a day, and only its own person's", async () => {
  const { user, cookie } = await aPerson();
  const { user: other } = await aPerson();
  const now = new Date();
  expect(await readWaitingAddress(user.id, now)).toBeNull();
  for (const name of ["first", "second"]) expect((await post(addressRoute, { email: `${name}-${user.email}`, password }, cookie)).status).toBe(202);
  expect(await readWaitingAddress(user.id, now)).toEqual({ email: `second-${user.email}`, expires_at: expect.any(String) });
  expect(await readWaitingAddress(user.id, new Date(now.getTime() + 25 * 60 * 60_000))).toBeNull();
  expect(await readWaitingAddress(other.id, now)).toBeNull();
});
