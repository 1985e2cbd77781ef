import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import type { OutboxDocument } from "@/lib/outbox/schema";
import { addTask } from "@/lib/outbox/store";
import type { WorkQueue } from "./schema";
import { wake } from "./wake";
import { type Shift, workOff } from "./work-off";

setUpTestDatabase();
const outbox = () => collections().outbox;
let over = new AbortController();
let letGo: (() => void)[] = [];
beforeEach(async () => {
  over = new AbortController();
  letGo = [];
  await outbox().deleteMany({});
});
afterEach(() => {
  over.abort();
  for (const end of letGo) end();
});

async function tasks(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await addTask({ key: newId("outbox"), task: { kind: "refund", refund_id: "ref_x" }, now: new Date(0) });
}

const queue = (run: WorkQueue<OutboxDocument>["run"]): WorkQueue<OutboxDocument> => ({ rows: outbox(), lane: "none", only: {}, run, onFailure: () => {} });
const shift = (parts: Partial<Shift> = {}): Shift => ({ bell: "outbox", at_once: 3, over: over.signal, whenIdle: "wait", ...parts });
/** Work that ends when the test says so. */
const untilLetGo = () => new Promise<void>((resolve) => void letGo.push(resolve));
const count = (status: OutboxDocument["status"]) => outbox().countDocuments({ status });

describe("a process at one queue", () => {
  it("has no more rows in hand than it may", async () => {
    await tasks(8);
    void workOff(queue(untilLetGo), shift());
    await vi.waitFor(() => expect(letGo).toHaveLength(3));
    expect(await outbox().countDocuments({ attempts: 1 })).toBe(3);
    letGo[0]?.();
    await vi.waitFor(() => expect(letGo).toHaveLength(4));
  });

  it("does the others while one takes long", async () => {
    await tasks(6);
    let isFirst = true;
    const run = () => {
      if (!isFirst) return Promise.resolve();
      isFirst = false;
      return untilLetGo();
    };
    void workOff(queue(run), shift());
    await vi.waitFor(async () => expect(await count("done")).toBe(5), { timeout: 5_000 });
    expect(await count("pending")).toBe(1);
  });

  it("finishes what it has in hand when its shift is over, and takes nothing more", async () => {
    await tasks(5);
    const working = workOff(queue(untilLetGo), shift());
    await vi.waitFor(() => expect(letGo).toHaveLength(3));
    over.abort();
    for (const end of letGo) end();
    expect(await working).toEqual({ done: 3 });
    expect(await count("pending")).toBe(2);
  });

  it("can give back what it has in hand, which is due again at once and has lost no attempt", async () => {
    await tasks(2);
    const inHand = new Set<() => Promise<unknown>>();
    void workOff(queue(untilLetGo), shift({ inHand }));
    await vi.waitFor(() => expect(letGo).toHaveLength(2));
    over.abort();
    await Promise.all([...inHand].map((leave) => leave()));
    expect(await outbox().countDocuments({ status: "pending", attempts: 0, run_at: { $lte: new Date() } })).toBe(2);
  });

  it("ends when nothing is due where it was asked to, and says what became of the rows", async () => {
    await tasks(4);
    expect(
      await workOff(
        queue(async () => {}),
        shift({ whenIdle: "end" }),
      ),
    ).toEqual({ done: 4 });
  });

  it("looks at once when the bell rings", async () => {
    const seen = vi.fn(async () => {});
    void workOff(queue(seen), shift());
    await tasks(1);
    const rung = Date.now();
    wake("outbox");
    await vi.waitFor(() => expect(seen).toHaveBeenCalled(), { interval: 10 });
    expect(Date.now() - rung).toBeLessThan(900);
  });
});
