import { describe, expect, it } from "vitest";
import { DELETE as endDeviceRoute } from "@/app/api/account/devices/[session_id]/route";
import { DELETE as endOthersRoute, GET as devicesRoute } from "@/app/api/account/devices/route";
import { POST as signInRoute } from "@/app/api/account/sign-in/route";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import type { Device } from "./schema";
import { findSessionUser } from "./session";
import { aPerson, call, cookieOf, failureOf, password, signInAs } from "./test-account";

setUpTestDatabase();

const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1";
const isSignedIn = async (cookie: string) => (await findSessionUser(new Headers({ cookie }))) !== null;

async function devicesOf(cookie: string): Promise<Device[]> {
  return ((await (await call(devicesRoute, "GET", { cookie })).json()) as { devices: Device[] }).devices;
}

describe("the signed-in devices", () => {
  it("are listed with browser and system, the newest first, this one marked", async () => {
    const { user, cookie } = await aPerson();
    await call(signInRoute, "POST", { body: { email: user.email, password }, user_agent: phone });
    expect(await devicesOf(cookie)).toEqual([
      { id: expect.stringMatching(/^sess_/), browser: "Safari", system: "iPhone", is_this_one: false, signed_in_at: expect.any(String) },
      { id: expect.stringMatching(/^sess_/), browser: null, system: null, is_this_one: true, signed_in_at: expect.any(String) },
    ]);
  });

  it("tell no token and nobody else's", async () => {
    const { user, cookie } = await aPerson();
    await aPerson();
    const text = await (await call(devicesRoute, "GET", { cookie })).text();
    const rows = await collections().sessions.find({}).toArray();
    for (const { token } of rows) expect(text).not.toContain(token);
    expect((await devicesOf(cookie)).map(({ id }) => id)).toEqual(rows.filter(({ user_id }) => user_id === user.id).map(({ _id }) => _id));
  });

  it("keep of a browser's description no more than is needed", async () => {
    const { user } = await aPerson();
    await call(signInRoute, "POST", { body: { email: user.email, password }, user_agent: "x".repeat(5_000) });
    const kept = await collections().sessions.find({ user_id: user.id }).toArray();
    expect(Math.max(...kept.map(({ user_agent }) => user_agent.length))).toBe(300);
  });

  it("leave out sessions that are over", async () => {
    const { user, cookie } = await aPerson();
    const other = cookieOf(await signInAs(user.email));
    const id = (await devicesOf(other)).find(({ is_this_one }) => is_this_one)?.id ?? "";
    await collections().sessions.updateOne({ _id: id }, { $set: { expires_at: new Date(Date.now() - 1_000) } });
    expect((await devicesOf(cookie)).map((device) => device.is_this_one)).toEqual([true]);
  });
});

describe("signing out", () => {
  it("one device ends its session and no other", async () => {
    const { user, cookie } = await aPerson();
    const [lost, kept] = [cookieOf(await signInAs(user.email)), cookieOf(await signInAs(user.email))];
    const id = (await devicesOf(lost)).find(({ is_this_one }) => is_this_one)?.id ?? "";
    const response = await call(endDeviceRoute, "DELETE", { cookie, params: { session_id: id } });
    expect(await response.json()).toEqual({ ended: 1 });
    expect([await isSignedIn(lost), await isSignedIn(kept), await isSignedIn(cookie)]).toEqual([false, true, true]);
    expect((await call(endDeviceRoute, "DELETE", { cookie, params: { session_id: id } })).status).toBe(404);
  });

  it("everywhere else leaves only this one", async () => {
    const { user, cookie } = await aPerson();
    const others = [cookieOf(await signInAs(user.email)), cookieOf(await signInAs(user.email))];
    expect(await (await call(endOthersRoute, "DELETE", { cookie })).json()).toEqual({ ended: 2 });
    expect(await Promise.all([cookie, ...others].map(isSignedIn))).toEqual([true, false, false]);
  });

  it("somebody else's device is not there", async () => {
    const { cookie } = await aPerson();
    const victim = await aPerson();
    const [device] = await devicesOf(victim.cookie);
    expect((await call(endDeviceRoute, "DELETE", { cookie, params: { session_id: device?.id ?? "" } })).status).toBe(404);
    await call(endOthersRoute, "DELETE", { cookie });
    expect(await isSignedIn(victim.cookie)).toBe(true);
  });

  it("this device is refused: its cookie would stay", async () => {
    const { cookie } = await aPerson();
    const [device] = await devicesOf(cookie);
    expect(await failureOf(await call(endDeviceRoute, "DELETE", { cookie, params: { session_id: device?.id ?? "" } }))).toMatchObject({ status: 409 });
    expect(await isSignedIn(cookie)).toBe(true);
  });

  it("is nobody's without a session, and 404 for what is no id", async () => {
    const { cookie } = await aPerson();
    expect((await call(devicesRoute, "GET")).status).toBe(401);
    expect((await call(endOthersRoute, "DELETE")).status).toBe(401);
    expect((await call(endDeviceRoute, "DELETE", { params: { session_id: "sess_00000000000000000000" } })).status).toBe(401);
    expect((await call(endDeviceRoute, "DELETE", { cookie, params: { session_id: "{$ne:1}" } })).status).toBe(404);
  });
});
