import { afterEach, describe, expect, it } from "vitest";
import { GET as devicesRoute } from "@/app/api/account/devices/route";
import { POST as confirmRoute } from "@/app/api/account/email/confirm/route";
import { POST as addressRoute } from "@/app/api/account/email/route";
import { POST as forgotRoute } from "@/app/api/account/forgot-password/route";
import { aPerson, call, password, post, signInAs } from "@/lib/auth/test-account";
import { collections } from "@/lib/db/collections";
import { getDb } from "@/lib/db/client";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { machineNow, moveClock } from "./clock";

setUpTestDatabase();
afterEach(() => moveClock(0));

const day = 86_400_000;
const moves = [
  ["30 days ahead", 30 * day],
  ["30 days back", -30 * day],
] as const;

/** Every row that a TTL index of this database would take away now. */
async function doomedRows(): Promise<unknown[]> {
  const doomed: unknown[] = [];
  for (const { collectionName } of await getDb().collections()) {
    for (const { key, expireAfterSeconds } of await getDb().collection(collectionName).indexes()) {
      const field = Object.keys(key as object)[0];
      if (expireAfterSeconds === undefined || !field) continue;
      const before = new Date(machineNow().getTime() - Number(expireAfterSeconds) * 1_000);
      doomed.push(...(await getDb().collection(collectionName).find({ [field]: { $lte: before } }).toArray()));
    }
  }
  return doomed;
}

describe("a clock that was moved", () => {
  it.each(moves)("%s takes no sign-in, no mailed link and no counter away, neither at once nor by a TTL index", async (_, ahead_ms) => {
    const { user, cookie } = await aPerson();
    moveClock(ahead_ms);
    await signInAs(user.email, "not the password at all");
    await post(forgotRoute, { email: user.email });
    expect((await post(addressRoute, { email: `moved-${user.email}`, password }, cookie)).status).toBe(202);
    expect(await collections().rate_limits.countDocuments()).toBeGreaterThan(2);
    expect(await doomedRows()).toEqual([]);

    const devices = await call(devicesRoute, "GET", { cookie });
    expect(await devices.json()).toMatchObject({ devices: [{ is_this_one: true }] });
    moveClock(0);
    const row = await collections().outbox.findOne({ "task.template": "address-change", "task.recipient_id": user.id });
    const link = row?.task.kind === "mail" && "secret_url" in row.task ? (row.task.secret_url ?? "") : "";
    expect((await post(confirmRoute, { token: new URL(link).searchParams.get("token") })).status).toBe(200);
  });

  it("dates an account, and lets a locked address in when its fifteen minutes are over by it", async () => {
    moveClock(30 * day);
    const { user } = await aPerson();
    const row = await collections().users.findOne({ _id: user.id });
    expect((row?.created_at.getTime() ?? 0) - machineNow().getTime()).toBeCloseTo(30 * day, -4);
    for (let tried = 0; tried < 5; tried += 1) await signInAs(user.email, "not the password at all");
    expect((await signInAs(user.email)).status).toBe(429);
    moveClock(30 * day + 15 * 60_000 + 1_000);
    expect((await signInAs(user.email)).status).toBe(200);
  });
});
