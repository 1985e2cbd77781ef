import { type ChildProcess, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import type { startForTest } from "@/emulators/stripe/testing";
import { now as beginning } from "@/lib/bookings/test-marketplace";
import { stopClockAt } from "@/lib/clock/clock";
import { collections } from "@/lib/db/collections";
import { stripe } from "@/lib/integrations/stripe/client";
import { runDueJobs } from "@/lib/jobs/recurring";
import { schedule } from "@/lib/jobs/schedule";
import { announced } from "../../scripts/services";
import type { KillOrder } from "./test-kill-child";
import { doAgain, type Facts, type Operation, operations, standAt } from "./test-operations";
import { differencesOf, faultsOfBooks, type Traces, tracesOf } from "./test-traces";
import { workQueues } from "./test-work";

type Emulator = Awaited<ReturnType<typeof startForTest>>;

interface KillProof {
  /** Names; all where it is left out. */
  only?: string[] | undefined;
  /** Of the kill points every so manieth; 1 for all. */
  every: number;
  /** Whether answers are lost too, each in turn. */
  losesAnswers: boolean;
  emulator: Emulator;
  onProgress?: (line: string) => void;
}

export interface KillReport {
  killed: number;
  lost: number;
  /** Emulated seconds until the last of them was as if nothing had happened. */
  longest_s: number;
  problems: string[];
}

/** When the workers look again. What is not healed by the last is not healed; no webhook comes, so that some waits for the poll of that minute. */
const looks_s = [30, 60, 120, 300];

/**
 * For each operation: one process does it undisturbed, then others do it that are killed after their first, second, third … write (to the database or
 * at Stripe), and others that hear no answer to their first, second … request. Each time the workers of another process go on, with the clock moved five
 * minutes at most; then everything that it left is compared with what the undisturbed one left.
 */
export async function proveKills({ only, every, losesAnswers, emulator, onProgress = () => {} }: KillProof): Promise<KillReport> {
  const report: KillReport = { killed: 0, lost: 0, longest_s: 0, problems: [] };
  const all = operations(emulator);
  const children = createChildren(emulator.url);
  try {
    for (const name of only ?? Object.keys(all)) {
      const operation = all[name];
      if (!operation) throw new Error(`There is no "${name}", only ${Object.keys(all).join(", ")}.`);
      const plain = await attempt({ name, operation, emulator, children, order: { dies_after: null, loses: null }, wanted: null });
      const failed = plain.failed ?? plain.problems[0];
      if (failed) throw new Error(`${name} failed undisturbed: ${failed}`);
      const orders = [
        ...Array.from({ length: plain.writes + 1 }, (_, n) => ({ dies_after: n, loses: null })).filter(({ dies_after }) => every === 1 || (dies_after > 0 && dies_after % every === 0)),
        ...(losesAnswers ? Array.from({ length: plain.requests }, (_, n) => ({ dies_after: null, loses: n + 1 })) : []),
      ];
      onProgress(`${name}: ${plain.writes} writes, ${plain.requests} requests to Stripe`);
      for (const order of orders) {
        const { problems, healed_s, died_after, isKilled } = await attempt({ name, operation, emulator, children, order, wanted: plain.traces });
        report.longest_s = Math.max(report.longest_s, healed_s);
        if (isKilled) report.killed += 1;
        if (order.loses !== null) report.lost += 1;
        const where = order.loses === null ? `killed after write ${order.dies_after} (${died_after})` : `without the answer to request ${order.loses}`;
        report.problems.push(...problems.map((problem) => `${name}, ${where}: ${problem}`));
        if (problems.length > 0) onProgress(`${name}, ${where}: ${problems.join("; ")}`);
      }
      onProgress(`${name}: ${report.killed} killed, ${report.lost} answers lost, ${report.problems.length} problems so far; healed within ${report.longest_s} s`);
    }
    return report;
  } finally {
    await children.end();
  }
}

interface Attempt {
  name: string;
  operation: Operation;
  emulator: Emulator;
  children: Children;
  order: Pick<KillOrder, "dies_after" | "loses">;
  /** Null for the undisturbed one, which says what is wanted. */
  wanted: Traces | null;
}

interface Attempted extends Said {
  isKilled: boolean;
  traces: Traces;
  healed_s: number;
  problems: string[];
}

async function attempt({ name, operation, emulator, children, order, wanted }: Attempt): Promise<Attempted> {
  await empty(emulator);
  const { facts, at } = await operation.prepare();
  await putOffJobs(at);
  const { said, isKilled } = await children.run({ operation: name, facts, at: at.toISOString(), ...order });
  const hasHeard = !isKilled && said.failed === null;
  for (const healed_s of looks_s) {
    const now = new Date(at.getTime() + healed_s * 1_000);
    await standAt(emulator, now);
    // Whoever heard nothing tries again after a while, unless the money is gone: that must come right without them.
    if (healed_s === looks_s[1] && !hasHeard && !operation.isByWorker && !(await isCharged(facts))) await doAgain(operation, facts, now);
    await goOn(now);
    const isLast = healed_s === looks_s.at(-1);
    if (!wanted && !isLast) continue;
    const traces = await tracesOf(facts, { emulators_url: emulator.url, now });
    const problems = [...(wanted ? differencesOf(wanted, traces) : []), ...(await faultsOfBooks(facts))];
    if (problems.length === 0 || isLast) return { ...said, isKilled, traces, healed_s, problems };
  }
  throw new Error("nobody has looked");
}

async function isCharged({ booking_id }: Facts): Promise<boolean> {
  if (!booking_id) return false;
  const { data } = await stripe().paymentIntents.list({ limit: 100 });
  return data.some(({ metadata, status }) => metadata.booking_id === booking_id && status === "succeeded") && (await collections().payments.findOne({ booking_id }))?.status === "created";
}

async function empty({ control }: Emulator): Promise<void> {
  await control("reset");
  const names = ["webhook_events", "outbox", "lanes", "recurring_jobs", "ledger_entries", "ledger_head", "booking_accounts"] as const;
  for (const name of names) await collections()[name].deleteMany({});
  await control("clock", { set_to: beginning.toISOString() });
}

/** The poll of Stripe's events is five minutes off, and none has gone well since the beginning. */
async function putOffJobs(at: Date): Promise<void> {
  for (const { name } of jobs) {
    const row = { run_at: new Date(at.getTime() + 300_000), last_started_at: beginning, last_success_at: beginning, duration_ms: 1, last_result: null, failures: 0 };
    await collections().recurring_jobs.updateOne({ _id: name }, { $set: row }, { upsert: true });
  }
}

const jobs = schedule.filter(({ name }) => ["stripe-events", "payouts", "ledger-chain"].includes(name));

/** What the workers of a whole process do at this moment, mails too. */
async function goOn(now: Date): Promise<void> {
  stopClockAt(now);
  await runDueJobs(jobs, now);
  await workQueues(["none", "stripe", "resend"]);
}

/** What a child said of itself before it ended. */
interface Said {
  writes: number;
  requests: number;
  failed: string | null;
  died_after: string | null;
}

interface Children {
  run(order: KillOrder): Promise<{ said: Said; isKilled: boolean }>;
  end(): Promise<void>;
}

/** Loading everything takes a child longer than what it does then: the next two load while this one works. */
function createChildren(emulators_url: string): Children {
  const start = () => {
    const child = spawn(process.execPath, ["--import", "./scripts/allow-server-only.ts", "--import", "tsx", "lib/proofs/test-kill-child.ts"], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, EMULATORS_URL: emulators_url, LOG_LEVEL: "silent", NODE_NO_WARNINGS: "1", NODE_COMPILE_CACHE: `${tmpdir()}/maestrohub-compile-cache` },
    });
    const ready = announced(child, /(The child is ready)/);
    // Whether it came to be ready is asked when it is needed.
    ready.catch(() => undefined);
    return { child, ready };
  };
  const loading = [start(), start()];
  return {
    async run(order) {
      const next = loading.shift();
      if (!next) throw new Error("no child is loading");
      await next.ready;
      loading.push(start());
      return carryOut(next.child, order);
    },
    async end() {
      for (const { child } of loading) child.kill("SIGKILL");
      await Promise.allSettled(loading.map(({ ready }) => ready));
    },
  };
}

function carryOut(child: ChildProcess, order: KillOrder): Promise<{ said: Said; isKilled: boolean }> {
  let text = "";
  child.stdout?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const over = new Promise<{ said: Said; isKilled: boolean }>((resolve, reject) => {
    child.once("close", (code, signal) => {
      const lines = text.split("\n").filter((line) => line.startsWith("{"));
      const said = Object.assign({ writes: 0, requests: 0, failed: null, died_after: null }, ...lines.map((line) => JSON.parse(line) as object)) as Said;
      if (code !== 0 && signal !== "SIGKILL") reject(new Error(`a child ended with ${code}: ${text}`));
      else resolve({ said, isKilled: signal === "SIGKILL" });
    });
  });
  child.stdin?.end(`${JSON.stringify(order)}\n`);
  return over;
}
