import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Emulator, EmulatorContext } from "./emulator.ts";
import { startServer } from "./server.ts";
import type { RunningEmulators } from "./server.ts";
import { openStore } from "./store.ts";

let running: RunningEmulators;
let context: EmulatorContext;
let moves = 0;

function createEcho(given: EmulatorContext): Emulator {
  context = given;
  return {
    name: "echo",
    handles: (path) => path.startsWith("/echo"),
    async respond(incoming) {
      given.store.put("echo.calls", `call_${given.store.list("echo.calls").length}`, { path: incoming.url.pathname });
      return { status: 200, body: { at: given.now().toISOString(), said: incoming.body.toString() } };
    },
    reset: () => undefined,
    clockMoved: () => void moves++,
    control: async (path) => (path === "wave" ? { status: 200, body: { waved: true } } : null),
  };
}

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${running.url}${path}`, { method: "POST", body: JSON.stringify(body), headers });

beforeEach(async () => {
  running = await startServer({ port: 0, data: null, emulators: [createEcho] });
});
afterEach(() => running.close());

describe("the emulators' server", () => {
  it("hands a request to the emulator that answers its path, and 404 to none", async () => {
    expect(await (await post("/echo", { hello: 1 })).json()).toMatchObject({ said: '{"hello":1}' });
    expect((await fetch(`${running.url}/elsewhere`)).status).toBe(404);
  });

  it("moves the clock by and to, and tells the emulators", async () => {
    moves = 0;
    await post("/_control/clock", { set_to: "2027-03-14T06:00:00Z" });
    await post("/_control/clock", { advance_ms: 3_600_000 });
    expect(Math.abs(context.now().getTime() - Date.parse("2027-03-14T07:00:00Z"))).toBeLessThan(2000);
    expect(moves).toBe(2);
    expect((await post("/_control/clock", {})).status).toBe(400);
    await post("/_control/reset", {});
    expect(Math.abs(context.now().getTime() - Date.now())).toBeLessThan(2000);
  });

  it("answers who moved the clock only when those who follow it go by the new time", async () => {
    const heard: number[] = [];
    let follows = true;
    const follow = async () => {
      for (let known = ""; follows; known = `&offset_ms=${heard.at(-1)}`) {
        const answer = await fetch(`${running.url}/_control/clock/next?watcher=app${known}`);
        heard.push(((await answer.json()) as { offset_ms: number }).offset_ms);
      }
    };
    const following = follow();
    await vi.waitFor(() => expect(heard).toEqual([0]));
    await post("/_control/clock", { advance_ms: 540_000 });
    expect(heard).toEqual([0, 540_000]);
    await post("/_control/reset", {});
    expect(heard).toEqual([0, 540_000, 0]);
    follows = false;
    await post("/_control/clock", { advance_ms: 1 });
    await following;
    expect((await fetch(`${running.url}/_control/clock/next?offset_ms=0`)).status).toBe(400);
  });

  it("does not keep who moves the clock waiting for a follower that has ended", async () => {
    const ended = new AbortController();
    const asked = fetch(`${running.url}/_control/clock/next?watcher=app&offset_ms=0`, { signal: ended.signal });
    await vi.waitFor(async () => expect(await fetch(`${running.url}/_control/clock`).then((answer) => answer.json())).toMatchObject({ offset_ms: 0 }));
    ended.abort();
    await expect(asked).rejects.toThrow();
    const started = performance.now();
    await post("/_control/clock", { advance_ms: 1_000 });
    expect(performance.now() - started).toBeLessThan(1_500);
    const again = performance.now();
    await post("/_control/clock", { advance_ms: 1_000 });
    expect(performance.now() - again).toBeLessThan(500);
  });

  it("answers with a faulty status as often as asked, then normally", async () => {
    await post("/_control/faults", { emulator: "echo", method: "get", path: "/echo/*", kind: "status", status: 429, times: 2 });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await fetch(`${running.url}/echo/x`)).status);
    expect(statuses).toEqual([429, 429, 200]);
    expect(context.store.list("echo.calls")).toHaveLength(1);
  });

  it("does the work of a dropped request without answering it", async () => {
    await post("/_control/faults", { emulator: "echo", kind: "drop_after", times: 1 });
    await expect(fetch(`${running.url}/echo`)).rejects.toThrow();
    expect(context.store.list("echo.calls")).toHaveLength(1);
  });

  it("delays an answer", async () => {
    await post("/_control/faults", { emulator: "echo", kind: "delay", delay_ms: 120, times: 1 });
    const started = performance.now();
    await fetch(`${running.url}/echo`);
    expect(performance.now() - started).toBeGreaterThan(110);
  });

  it("forgets faults on DELETE and refuses unknown emulators and misspelt fields", async () => {
    await post("/_control/faults", { emulator: "echo", kind: "status", times: 9 });
    await fetch(`${running.url}/_control/faults`, { method: "DELETE" });
    expect((await fetch(`${running.url}/echo`)).status).toBe(200);
    expect((await post("/_control/faults", { emulator: "nobody", kind: "status" })).status).toBe(400);
    expect((await post("/_control/faults", { emulator: "echo", kind: "status", time: 1 })).status).toBe(400);
  });

  it("passes an emulator's own controls on", async () => {
    expect(await (await post("/_control/echo/wave", {})).json()).toEqual({ waved: true });
    expect((await post("/_control/echo/other", {})).status).toBe(404);
  });

  it("refuses pages of other sites and rebound host names", async () => {
    expect((await post("/_control/reset", {}, { origin: "https://elsewhere.example" })).status).toBe(403);
    expect((await post("/_control/reset", {}, { origin: "http://localhost:3000" })).status).toBe(200);
    const status = await new Promise((resolve) => {
      request(`${running.url}/echo`, { headers: { host: "elsewhere.example" } }, (answer) => resolve(answer.statusCode)).end();
    });
    expect(status).toBe(403);
  });
});

describe("the store", () => {
  it("keeps documents and their order over a restart", () => {
    const directory = mkdtempSync(join(tmpdir(), "emulators-"));
    const first = openStore(directory);
    first.put("a.things", "two", { n: 2 });
    first.put("a.things", "one", { n: 1 });
    first.put("a.things", "two", { n: 22 });
    first.remove("a.things", "none");
    expect(() => openStore(directory)).toThrow();
    first.close();
    const second = openStore(directory);
    expect(second.list("a.things")).toEqual([{ n: 22 }, { n: 1 }]);
    expect(second.collections()).toEqual(["a.things"]);
    second.clear();
    expect(second.get("a.things", "one")).toBeNull();
    second.close();
    rmSync(directory, { recursive: true });
  });

  it("hands out frozen documents", () => {
    const store = openStore(null);
    store.put("a.things", "one", { inner: { n: 1 } });
    expect(() => (store.get<{ inner: { n: number } }>("a.things", "one")!.inner.n = 2)).toThrow(TypeError);
  });
});
