import type { startForTest } from "@/emulators/stripe/testing";
import { stopClockAt } from "@/lib/clock/clock";
import { collections } from "@/lib/db/collections";
import { stripe } from "@/lib/integrations/stripe/client";
import { startReconciliation, workOnReconciliation } from "@/lib/reconciliation/reconcile";
import { breakOff } from "./test-break-off";
import { type Command, inWords } from "./test-commands";
import { ending, generate } from "./test-generate";
import { differences, look } from "./test-look";
import type { World } from "./test-model";
import { perform, shownRefund } from "./test-model-deeds";
import { goOn } from "./test-model-later";
import { takeOver, viewOf } from "./test-model-view";
import { act, setTheStage, type Stage } from "./test-product";
import { shrink } from "./test-shrink";
import { type Ears, endLeases, work } from "./test-work";

type Emulator = Awaited<ReturnType<typeof startForTest>>;

export const starts = new Date("2027-02-01T12:00:00Z");

export function newWorld(): World {
  const coaches: World["coaches"] = [
    { preset: "flexible", price: 4_999, isConnected: true },
    { preset: "moderate", price: 3_335, isConnected: true },
    { preset: "strict", price: 7_505, isConnected: false },
  ];
  return { now: starts.getTime(), coaches, sessions: new Map(), hears: true, unheard: [] };
}

export interface Divergence {
  seed: number;
  /** What the shortest list that diverges does. */
  commands: Command[];
  problems: string[];
}

interface ModelProof {
  seeds: number[];
  /** Of each seed, before its ending. */
  length: number;
  /** Numbers of the commands to keep; all where it is left out. */
  only?: number[] | undefined;
  emulator: Emulator;
  onProgress?: (line: string) => void;
}

/** Plays each seed's commands against the model and the product; the first divergence is shrunk and ends it. */
export async function proveModel({ seeds, length, only, emulator, onProgress = () => {} }: ModelProof): Promise<{ commands: number; answers: Record<string, number>; broken: number; divergence: Divergence | null }> {
  const answers: Record<string, number> = {};
  const counts = { commands: 0, broken: 0 };
  for (const seed of seeds) {
    const all = generate(newWorld(), { seed, length });
    const commands = only ? all.filter(({ number }) => only.includes(number)) : all;
    const played = await play(commands, emulator);
    counts.commands += played.done;
    counts.broken += played.broken;
    for (const answer of played.answers) answers[answer] = (answers[answer] ?? 0) + 1;
    onProgress(`seed ${seed}: ${counts.commands} commands, ${counts.broken} broken off${played.problems.length > 0 ? `, and ${played.problems.join("; ")}` : ""}`);
    if (played.problems.length === 0) continue;
    const suspects = commands.slice(0, played.done);
    const shortest = await shrink(suspects, async (some) => {
      const { problems } = await play(some, emulator);
      onProgress(`shrinking: ${some.length} commands ${problems.length > 0 ? "still diverge" : "do not"}`);
      return problems.length > 0;
    });
    const { problems } = await play(shortest, emulator);
    return { ...counts, answers, divergence: { seed, commands: shortest, problems } };
  }
  return { ...counts, answers, divergence: null };
}

/** How it is told, with what plays it again. */
export function tell({ seed, commands, problems }: Divergence): string {
  const again = `npm run proof:model -- --seed ${seed} --only ${commands.map(({ number }) => number).join(",")}`;
  return [`Seed ${seed} diverges after these ${commands.length} commands:`, ...commands.map((command) => `  ${inWords(command)}`), ...problems.map((problem) => `=> ${problem}`), `Again: ${again}`].join("\n");
}

interface Played {
  done: number;
  broken: number;
  /** "hold ok", "cancel conflict": a proof in which everything is refused would prove nothing. */
  answers: string[];
  problems: string[];
}

async function play(commands: Command[], emulator: Emulator): Promise<Played> {
  await emptyTheStage(emulator);
  const world = newWorld();
  const stage = await setTheStage(emulator, world);
  const ears: Ears = { hears: true, since: null };
  const played: Played = { done: 0, broken: 0, answers: [], problems: [] };
  for (const command of [...commands, ...ending]) {
    const { answer, wasBroken, problems } = await step({ command, world, stage, ears });
    played.done += 1;
    if (wasBroken) played.broken += 1;
    if (answer !== "skip") played.answers.push(`${command.do} ${answer}`);
    played.problems = [...problems, ...(await compare(world, stage))];
    if (played.problems.length > 0) return played;
  }
  for (const { sent, reversed, dispute } of world.sessions.values()) {
    if (sent !== null) played.answers.push("(share sent)");
    if (reversed > 0) played.answers.push("(share taken back)");
    if (dispute?.state === "lost") played.answers.push("(dispute lost)");
  }
  played.problems = [...(await whatStripeHasTwice()), ...(await reconcile(new Date(world.now)))];
  return played;
}

async function emptyTheStage({ control }: Emulator): Promise<void> {
  await control("reset");
  await control("clock", { set_to: starts.toISOString() });
  const names = ["webhook_events", "outbox", "ledger_entries", "ledger_head", "booking_accounts", "bookings", "payments", "refunds", "transfers", "transfer_reversals", "payout_accounts", "payouts", "disputes", "recurring_jobs", "lanes", "users"] as const;
  for (const name of names) await collections()[name].deleteMany({});
}

interface Step {
  command: Command;
  world: World;
  stage: Stage;
  ears: Ears;
}

/** One command and what follows from it by itself; half a minute later the next may come. */
async function step({ command, world, stage, ears }: Step): Promise<{ answer: string; wasBroken: boolean; problems: string[] }> {
  const shown = "of" in command ? shownOf(world, command.of) : 0;
  const answer = perform(world, command);
  const now = new Date(world.now);
  await stage.emulator.control("clock", { set_to: now.toISOString() });
  stopClockAt(now);
  if (command.do === "listen" && answer === "ok") Object.assign(ears, command.hears ? { hears: true } : { hears: false, since: world.now });

  let heard: string | null = null;
  const doIt = async () => {
    if (answer !== "skip") heard = await act(stage, command, { shown, now });
    await work(now, ears);
  };
  const isWhole = command.breaks_after === undefined ? await doIt().then(() => true) : await breakOff(command.breaks_after, doIt);
  if (!isWhole) {
    await endLeases(now);
    // Whoever heard no answer does it again; whether it was done already is no matter to them.
    const again = answer === "skip" ? "skip" : await act(stage, command, { shown, now });
    heard ??= answer === "ok" ? "ok" : again;
    await work(now, ears);
  }
  goOn(world);
  world.now += 30_000;
  await stage.emulator.control("clock", { set_to: new Date(world.now).toISOString() });
  await work(new Date(world.now), ears);
  goOn(world);
  const isExpected = answer === "skip" || heard === answer;
  return { answer, wasBroken: !isWhole, problems: isExpected ? [] : [`it was answered with ${heard} instead of ${answer}`] };
}

function shownOf(world: World, number: number): number {
  const session = world.sessions.get(number);
  return session ? shownRefund(session, world.now) : 0;
}

async function compare(world: World, stage: Stage): Promise<string[]> {
  const seen = await look([...stage.bookings.values()]);
  return [...world.sessions.values()].flatMap((session) => {
    const view = seen.get(stage.bookings.get(session.number) ?? "");
    const wrong = view && takeOver(world, session, view);
    return [...(wrong ? [wrong] : []), ...differences(viewOf(world, session), view)].map((problem) => `session ${session.number}: ${problem}`);
  });
}

/** One object at Stripe for each operation of ours, ever. */
async function whatStripeHasTwice(): Promise<string[]> {
  const ids: string[] = [];
  for await (const { metadata } of stripe().paymentIntents.list({ limit: 100 })) ids.push(metadata.payment_id ?? "an intent of nobody");
  for await (const { metadata } of stripe().refunds.list({ limit: 100 })) ids.push(metadata?.refund_id ?? "a refund of nobody");
  for await (const { metadata } of stripe().transfers.list({ limit: 100 })) ids.push(metadata.transfer_id ?? "a transfer of nobody");
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  return twice.map((id) => `${id} is at Stripe more than once`);
}

async function reconcile(now: Date): Promise<string[]> {
  await collections().reconciliations.deleteMany({});
  await startReconciliation({ started_by: "a proof", is_full: true, now });
  const run = await workOnReconciliation({ budget_ms: 60_000, now });
  if (run?.status !== "done") return [`the books were not compared: ${run?.failure ?? "nobody did"}`];
  return run.differences.map((difference) => `the books differ from Stripe's: ${JSON.stringify(difference)}`);
}
