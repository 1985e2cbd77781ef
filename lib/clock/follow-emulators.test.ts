import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startServer } from "@/emulators/server";
import { clockNow, machineNow, moveClock } from "./clock";
import { followEmulators } from "./follow-emulators";

type Emulators = Awaited<ReturnType<typeof startServer>>;

let data: string;
let emulators: Emulators;
let stop: () => void = () => {};

const start = (port = 0) => startServer({ port, data, emulators: [] });
const move = (body: object) => fetch(`${emulators.url}/_control/clock`, { method: "POST", body: JSON.stringify(body) });
const ahead = () => clockNow().getTime() - machineNow().getTime();
const day = 86_400_000;

beforeEach(async () => {
  data = mkdtempSync(`${tmpdir()}/clock-`);
  emulators = await start();
});
afterEach(async () => {
  stop();
  stop = () => {};
  moveClock(0);
  await emulators.close();
  rmSync(data, { recursive: true });
});

describe("the product's clock", () => {
  it("goes by the emulators' from the start", async () => {
    await move({ advance_ms: 30 * day });
    stop = await followEmulators(emulators.url);
    expect(ahead()).toBeCloseTo(30 * day, -2);
  });

  it("is moved before the one who moved it has an answer, forwards and back", async () => {
    stop = await followEmulators(emulators.url);
    for (const advance_ms of [9 * 60_000, 30 * day, -60 * day]) {
      const before = ahead();
      await move({ advance_ms });
      expect(ahead() - before).toBeCloseTo(advance_ms, -2);
    }
    await fetch(`${emulators.url}/_control/reset`, { method: "POST" });
    expect(ahead()).toBeCloseTo(0, -2);
  });

  it("stays as it was while the emulators restart, and follows them after it", async () => {
    stop = await followEmulators(emulators.url);
    await move({ advance_ms: day });
    const port = Number(new URL(emulators.url).port);
    await emulators.close();
    expect(ahead()).toBeCloseTo(day, -2);
    emulators = await start(port);
    // Fetch may first try a line to the process that is gone.
    const kept = () => fetch(`${emulators.url}/_control/clock`).then((answer) => answer.json());
    await vi.waitFor(async () => expect(await kept()).toMatchObject({ offset_ms: day }));
    await move({ advance_ms: day });
    await vi.waitFor(() => expect(ahead()).toBeCloseTo(2 * day, -2));
  });

  it("is the machine's where there are no emulators, until they come", async () => {
    const port = Number(new URL(emulators.url).port);
    await move({ advance_ms: day });
    await emulators.close();
    stop = await followEmulators(`http://127.0.0.1:${port}`);
    expect(ahead()).toBeCloseTo(0, -2);
    emulators = await start(port);
    await vi.waitFor(() => expect(ahead()).toBeCloseTo(day, -2));
  });

  it("does not hear any more once it was told to stop", async () => {
    const end = await followEmulators(emulators.url);
    end();
    await move({ advance_ms: day });
    expect(ahead()).toBeCloseTo(0, -2);
  });
});
