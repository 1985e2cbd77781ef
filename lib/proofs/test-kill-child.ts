/**
 * The process of test-kill-proof.ts that dies: loads everything, says so, waits for its order on standard input, carries it out, and kills itself
 * with SIGKILL after so many writes. With `loses` it lives, and hears no answer to its so manieth request that changes something at Stripe.
 */
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { stopClockAt } from "@/lib/clock/clock";
import { getClient } from "@/lib/db/client";
import { type Facts, operations } from "./test-operations";
import { leaveTransaction, watchWrites, type Write } from "./test-writes";

export interface KillOrder {
  operation: string;
  facts: Facts;
  at: string;
  dies_after: number | null;
  loses: number | null;
}

const url = process.env.EMULATORS_URL ?? "";
const control = async (path: string, body: object = {}) => (await fetch(`${url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) })).json();
let order: KillOrder | null = null;
let writes = 0;
let requests = 0;
/** The key of the request whose answer is lost: repeated by the SDK, it is lost again. */
let lost: unknown = null;

watchWrites({
  after: async (write) => {
    if (!order) return;
    writes += 1;
    if (write.key !== undefined) loseAnswer(write, order);
    if (order.dies_after === writes) await die(write);
  },
});
await getClient().db("admin").command({ ping: 1 });
writeSync(1, "The child is ready.\n");

for await (const line of createInterface({ input: process.stdin })) {
  order = JSON.parse(line) as KillOrder;
  const { operation, facts, at, dies_after } = order;
  stopClockAt(new Date(at));
  if (dies_after === 0) await die({ what: "nothing", session: null });
  // What fails for want of an answer is what the operation makes of it.
  await operations({ control })[operation]?.run(facts, new Date(at)).catch((error: unknown) => say({ failed: error instanceof Error ? error.message : String(error) }));
  say({ writes, requests });
  process.exit(0);
}

function loseAnswer({ key }: Write, { loses }: KillOrder): void {
  const isRepeated = lost !== null && key === lost;
  if (!isRepeated) requests += 1;
  if (!isRepeated && requests !== loses) return;
  lost = key;
  throw Object.assign(new Error("the answer was lost"), { code: "ECONNRESET" });
}

async function die(write: Write): Promise<never> {
  await leaveTransaction(write);
  say({ died_after: write.what });
  process.kill(process.pid, "SIGKILL");
  return new Promise<never>(() => {});
}

/** At once, whatever comes next. */
function say(what: object): void {
  writeSync(1, `${JSON.stringify(what)}\n`);
}
