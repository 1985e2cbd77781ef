import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { addTask } from "@/lib/outbox/store";
import type { Emulator, EmulatorResponse, EmulatorStore } from "../../emulators/emulator";
import { emails, type StoredEmail } from "../../emulators/resend/emails";
import { createResendEmulator } from "../../emulators/resend/resend-emulator";
import { startServer } from "../../emulators/server";
import { announced, end, spawnWorker } from "../../scripts/services";

export interface MailProof {
  mails: number;
  workers: number;
  kills: number;
  /** What Resend grants, and what the workers believe that it grants: a little more, so that it says "too many" by itself too. */
  per_second: number;
  /** Rows of killed workers are due when their lease ends; a short run does not wait for that. */
  waitForLeases: boolean;
  onProgress?: (line: string) => void;
}

export interface MailProofReport {
  /** How often each mail is at Resend: of how many once, twice, … and of how many never. */
  copies: Record<number, number>;
  left: number;
  killed: number;
  /** How often Resend said "too many". */
  throttled: number;
  /** How often Resend was handed a mail that it had already: the answer was lost, or the worker who heard it was killed. */
  handed_over_again: number;
  seconds: number;
}

/**
 * Mails through real worker processes (scripts/worker.ts) that are killed at random points of the work, to an emulator of Resend
 * which says "too many at once" and breaks connections after it took the mail. Uses the database of the environment.
 */
export async function proveMails({ mails, workers, kills, per_second, waitForLeases, onProgress = () => {} }: MailProof): Promise<MailProofReport> {
  const counts = { throttled: 0, taken: 0, killed: 0 };
  let store: EmulatorStore | undefined;
  const emulators = await startServer({
    port: 0,
    data: null,
    emulators: [
      (context) => {
        store = context.store;
        return countAnswers(createResendEmulator(context), ({ status }) => {
          if (status === 429) counts.throttled += 1;
          if (status === 200) counts.taken += 1;
        });
      },
    ],
  });
  const sent = () => store?.list<StoredEmail>(emails) ?? [];
  const control = (path: string, body: object) => fetch(`${emulators.url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) });
  await control("resend/rate_limit", { per_second });
  await control("resend/latency", { ms: 5 });
  const many = { emulator: "resend", path: "/resend/emails", times: 1_000_000 };
  await control("faults", { ...many, kind: "drop_after", chance: 0.05 });
  await control("faults", { ...many, kind: "status", status: 429, chance: 0.03 });

  const addresses = await writeMails(mails);
  const started = performance.now();
  const env = { EMULATORS_URL: emulators.url, RESEND_RATE_PER_SECOND: String(per_second * 1.1) };
  const running = Array.from({ length: workers }, () => startProcess(env));
  // Points of progress, drawn at random, at each of which one worker dies.
  const points = Array.from({ length: kills }, () => Math.floor(Math.random() * mails * 0.95)).toSorted((a, b) => a - b);
  const left = () => collections().outbox.countDocuments({ status: "pending" });

  try {
    for (let looks = 0; ; looks += 1) {
      const progress = sent().length;
      if (looks % 500 === 0) onProgress(`${Math.round((performance.now() - started) / 1_000)} s: ${progress} of ${mails} mails, ${counts.killed} of ${kills} killed`);
      // Without it a proof whose workers died of themselves would wait for ever.
      if (running.some(({ isGone }) => isGone)) throw new Error("a worker ended without being killed");
      const next = points[0];
      if (next !== undefined && progress >= next) {
        const i = Math.floor(Math.random() * workers);
        const victim = running[i];
        // One that is still starting holds nothing: wait for one that works, and let it tell us so.
        if (!victim?.isReady) {
          await sleep(20);
          continue;
        }
        points.shift();
        await sleep(Math.random() * 30);
        await victim.kill();
        counts.killed += 1;
        running[i] = startProcess(env);
      }
      if (looks % 25 === 0 && points.length === 0) {
        const pending = await left();
        if (pending === 0) break;
        if (!waitForLeases && progress >= mails * 0.85) await collections().outbox.updateMany({ status: "pending" }, { $set: { run_at: new Date() } });
      }
      await sleep(20);
    }
    const perAddress = new Map(addresses.map((address) => [address, 0]));
    for (const { to } of sent()) perAddress.set(to[0] ?? "", (perAddress.get(to[0] ?? "") ?? 0) + 1);
    const copies: Record<number, number> = {};
    for (const count of perAddress.values()) copies[count] = (copies[count] ?? 0) + 1;
    return {
      copies,
      left: await collections().outbox.countDocuments({ status: { $ne: "done" } }),
      killed: counts.killed,
      throttled: counts.throttled,
      handed_over_again: counts.taken - sent().length,
      seconds: Math.round((performance.now() - started) / 1_000),
    };
  } finally {
    await Promise.all(running.map(({ stop }) => stop()));
    await emulators.close();
  }
}

function countAnswers(emulator: Emulator, count: (answer: EmulatorResponse) => void): Emulator {
  const counted = (answer: EmulatorResponse) => {
    count(answer);
    return answer;
  };
  return {
    ...emulator,
    respond: async (request) => counted(await emulator.respond(request)),
    faultResponse: (status) => counted(emulator.faultResponse?.(status) ?? { status }),
  };
}

/** One mail to each of as many people. */
async function writeMails(count: number): Promise<string[]> {
  const now = new Date();
  const people = Array.from({ length: count }, () => newId("user"));
  const addresses = people.map((id) => `${id}@example.com`);
  const person = { name: "Noor Haddad", email_verified: true, image: null, role: "consumer" as const, market_id: "US_USD", timezone: "America/New_York", terms_accepted_at: now, created_at: now, updated_at: now };
  for (let from = 0; from < count; from += 1_000) {
    await collections().users.insertMany(people.slice(from, from + 1_000).map((_id, i) => ({ _id, email: addresses[from + i] ?? "", ...person })));
  }
  for (let from = 0; from < count; from += 50) {
    const some = people.slice(from, from + 50);
    const task = (recipient_id: string) => ({ kind: "mail", template: "password-reset", recipient_id, secret_url: `https://maestrohub.example/reset-password?token=${recipient_id}` }) as const;
    await Promise.all(some.map((id) => addTask({ key: `mail:password-reset:${id}`, task: task(id), now })));
  }
  return addresses;
}

function startProcess(env: Record<string, string>): { readonly isReady: boolean; readonly isGone: boolean; kill(): Promise<void>; stop(): Promise<void> } {
  const child = spawnWorker({ ...env, LOG_LEVEL: "silent", NODE_NO_WARNINGS: "1", NODE_COMPILE_CACHE: `${tmpdir()}/maestrohub-compile-cache` });
  let isReady = false;
  const ready = announced(child, /(The worker is ready)/).then(
    () => void (isReady = true),
    () => {},
  );
  return {
    get isReady() {
      return isReady;
    },
    get isGone() {
      return child.exitCode !== null || child.signalCode !== null;
    },
    async kill() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await gone;
    },
    async stop() {
      await ready;
      await end(child);
    },
  };
}
