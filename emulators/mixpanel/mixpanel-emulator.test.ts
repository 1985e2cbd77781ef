import { gzipSync } from "node:zlib";
import Mixpanel from "mixpanel";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EmulatorContext } from "../emulator.ts";
import { listReceived } from "../received.ts";
import { startServer } from "../server.ts";
import type { RunningEmulators } from "../server.ts";
import { listProfiles } from "./engage.ts";
import { createMixpanelEmulator } from "./mixpanel-emulator.ts";
import { listEvents } from "./track.ts";

let running: RunningEmulators;
let context: EmulatorContext;
let mixpanel: Mixpanel.Mixpanel;

beforeAll(async () => {
  running = await startServer({ port: 0, data: null, emulators: [(given) => createMixpanelEmulator((context = given))] });
  mixpanel = Mixpanel.init("token_1", { protocol: "http", host: new URL(running.url).host, path: "/mixpanel", verbose: true, keepAlive: false });
});
afterAll(() => running.close());
beforeEach(() => control("reset"));

const control = (path: string, body: object = {}) => fetch(`${running.url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) });
/** Resolves with the error that the SDK tells, or with nothing. */
const done = (call: (callback: (error: unknown) => void) => void) => new Promise<unknown>((resolve) => call((error) => resolve(error ?? undefined)));
const base64 = (json: unknown) => Buffer.from(JSON.stringify(json)).toString("base64");
const post = (path: string, body: BodyInit, headers: Record<string, string> = { "content-type": "application/x-www-form-urlencoded" }) =>
  fetch(`${running.url}/mixpanel/${path}`, { method: "POST", body, headers });

describe("the server's SDK", () => {
  it("sends one event, and what it said stands apart from what Mixpanel gives a meaning to", async () => {
    expect(await done((callback) => mixpanel.track("user_login", { distinct_id: "p_1", role: "consumer" }, callback))).toBeUndefined();
    expect(listEvents(context)).toMatchObject([
      { event: "user_login", distinct_id: "p_1", properties: { role: "consumer" }, reserved: { token: "token_1", mp_lib: "node" } },
    ]);
    expect(Object.keys(listEvents(context)[0]?.properties ?? {})).toEqual(["role"]);
  });

  it("sends a batch with times, and a repeated one is the same events", async () => {
    const time = Date.now() - 60_000;
    const batch = () => [1, 2, 3].map((n) => ({ event: "coach_viewed", properties: { distinct_id: "p_1", time, $insert_id: `id_${n}`, n } }));
    for (let round = 0; round < 2; round += 1) expect(await done((callback) => mixpanel.track_batch(batch(), callback))).toBeUndefined();
    expect(listEvents(context)).toHaveLength(3);
    expect(listEvents(context)[0]?.happened_at).toBe(new Date(time).toISOString());
    mixpanel.track_batch([{ event: "coach_viewed", properties: { distinct_id: "p_2", time, $insert_id: "id_1" } }]);
    await expect.poll(() => listEvents(context).length).toBe(4);
  });

  it("sets profiles: set, set once, add, append, union, remove, unset, delete", async () => {
    const { people } = mixpanel;
    await done((callback) => people.set("p_1", { $name: "Leah", $email: "leah@example.com", role: "consumer" }, callback));
    await done((callback) => people.set_once("p_1", { role: "admin", first: "yes" }, callback));
    await done((callback) => people.increment("p_1", { bookings: 2 }, callback));
    await done((callback) => people.append("p_1", { seen: "a" }, callback));
    await done((callback) => people.union("p_1", { seen: ["a", "b"] }, callback));
    await done((callback) => people.remove("p_1", { seen: "a" }, callback));
    await done((callback) => people.unset("p_1", "first", callback));
    expect(listProfiles(context)).toMatchObject([
      { distinct_id: "p_1", properties: { $name: "Leah", $email: "leah@example.com", role: "consumer", bookings: 2, seen: ["b"] } },
    ]);
    await done((callback) => people.delete_user("p_1", callback));
    expect(listProfiles(context)).toEqual([]);
  });

  it("is told in words what is wrong, and nothing of that batch is kept", async () => {
    const batch = [
      { event: "good", properties: {} },
      { event: "", properties: {} },
    ];
    expect(await done((callback) => mixpanel.track_batch(batch, callback))).toMatchObject([{ message: "Mixpanel Server Error: event, missing or empty" }]);
    const old = Date.now() - 6 * 86_400_000;
    expect(await done((callback) => mixpanel.track("late", { time: old }, callback))).toMatchObject({ message: expect.stringContaining("older than 5 days") });
    expect(listEvents(context)).toEqual([]);
  });

  it("hears a fault as an error, and an answer that was lost may be asked for again", async () => {
    await control("faults", { emulator: "mixpanel", kind: "status", status: 429 });
    expect(await done((callback) => mixpanel.track("a", {}, callback))).toMatchObject({ message: expect.stringContaining("exceeded rate limits") });
    await control("faults", { emulator: "mixpanel", kind: "drop_after" });
    const properties = () => ({ time: 1_000 * Math.floor(Date.now() / 1_000), $insert_id: "once" });
    expect(await done((callback) => mixpanel.track_batch([{ event: "b", properties: properties() }], callback))).toBeTruthy();
    expect(listEvents(context).map(({ event }) => event)).toEqual(["b"]);
  });
});

describe("the browser's SDK", () => {
  const origin = "http://localhost:3000";

  it("sends base64 in a form with a slash behind the path, and reads the answer with its cookies", async () => {
    const event = { event: "page_viewed", properties: { token: "t", distinct_id: "p_1", page: "/", $browser: "Chrome", mp_lib: "web" } };
    const answer = await post("track/?verbose=1&ip=0&_=1", `data=${encodeURIComponent(base64([event]))}`, {
      "content-type": "application/x-www-form-urlencoded",
      origin,
    });
    expect(await answer.json()).toEqual({ status: 1, error: null });
    expect(answer.headers.get("access-control-allow-origin")).toBe(origin);
    expect(answer.headers.get("access-control-allow-credentials")).toBe("true");
    expect(listEvents(context)).toMatchObject([{ properties: { page: "/" }, reserved: { mp_lib: "web", $browser: "Chrome" } }]);
  });

  it("asks beforehand, and is allowed", async () => {
    const asked = await fetch(`${running.url}/mixpanel/engage/`, { method: "OPTIONS", headers: { origin } });
    expect([asked.status, asked.headers.get("access-control-allow-methods")]).toEqual([204, "GET, POST, OPTIONS"]);
  });

  it("finds no recordings and no flags here", async () => {
    for (const path of ["record/", "flags/", "groups/"]) expect((await post(path, "data=e30=")).status).toBe(404);
  });
});

describe("bad input", () => {
  it.each([
    ["nothing", ""],
    ["no JSON", `data=${Buffer.from("{").toString("base64")}`],
    ["a number", `data=${base64(1)}`],
    ["no token", `data=${base64({ event: "a", properties: {} })}`],
    ["no properties", `data=${base64({ event: "a" })}`],
    ["a time that is none", `data=${base64({ event: "a", properties: { token: "t", time: "now" } })}`],
  ])("%s is 400 and changes nothing", async (_title, body) => {
    const answer = await post("track", body);
    expect([answer.status, await answer.text()]).toEqual([400, "0"]);
    expect(listEvents(context)).toEqual([]);
  });

  it("an unknown operation, or two at once, changes no profile", async () => {
    const profile = { $token: "t", $distinct_id: "p_1" };
    for (const change of [{ $merge: {} }, { $set: { a: 1 }, $add: { b: 1 } }, { $set: "a" }, {}]) {
      expect(
        (
          await post(
            "engage",
            `data=${base64([
              { ...profile, $set: { fine: 1 } },
              { ...profile, ...change },
            ])}`,
          )
        ).status,
      ).toBe(400);
    }
    expect(listProfiles(context)).toEqual([]);
  });

  it("a body that is not packed as it says is 400", async () => {
    for (const encoding of ["gzip", "constructor"]) expect((await post("track", "data=e30=", { "content-encoding": encoding })).status).toBe(400);
  });

  it("JSON and gzip are taken as they are; what was received is kept to the letter", async () => {
    const event = { event: "a", properties: { token: "t" } };
    const answer = await post("track", gzipSync(JSON.stringify(event)), { "content-type": "application/json", "content-encoding": "gzip" });
    expect(await answer.text()).toBe("1");
    expect(listReceived(context)).toMatchObject([{ emulator: "mixpanel", path: "/mixpanel/track", text: JSON.stringify(event) }]);
  });
});
