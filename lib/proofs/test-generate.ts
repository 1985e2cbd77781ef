import { chance } from "@/lib/ledger/test-books";
import { type Card, type Command, type Deed, edges, outcomes } from "./test-commands";
import { hour, isHeld, type Session, type World } from "./test-model";
import { perform } from "./test-model-deeds";
import { goOn, isSendable, shareDue } from "./test-model-later";

type Weighed = [weight: number, deed: () => Deed];

const percents = [0, 25, 50, 75, 100];
const day = 24 * hour;

/**
 * So many commands of one seed. A model that nothing goes wrong in says what makes sense next; one of eight commands makes none, and two of five
 * are broken off where they write enough.
 */
export function generate(world: World, { seed, length }: { seed: number; length: number }): Command[] {
  const random = chance(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const commands: Command[] = [];
  const add = (deed: Deed) => {
    const isBroken = random() < 0.4;
    const command: Command = { ...deed, number: commands.length, ...(isBroken && { breaks_after: 1 + Math.floor(random() * 20) }) };
    commands.push(command);
    predict(world, command);
  };
  while (commands.length < length) {
    const sessions = [...world.sessions.values()];
    const any = sessions.length > 0 && random() < 0.125;
    add(any ? whatever(pick(sessions), pick) : draw([...general(world, pick), ...sessions.slice(-8).flatMap((session) => about(world, session, pick))], random));
  }
  return commands;
}

/** Then everything comes to rest. */
export const ending: Command[] = [{ do: "listen", hears: true } as const, ...Array.from({ length: 4 }, () => ({ do: "wait", minutes: 26 * 60 }) as const)].map((deed, i) => ({ ...deed, number: 1_000_000 + i }));

/** What is sent to coaches is sent at once. */
function predict(world: World, command: Command): void {
  perform(world, command);
  goOn(world);
  world.now += 30_000;
  goOn(world);
  for (const session of world.sessions.values()) if (isSendable(world, session)) session.sent = shareDue(session);
}

function draw(choices: Weighed[], random: () => number): Deed {
  let left = random() * choices.reduce((sum, [weight]) => sum + weight, 0);
  const drawn = choices.find(([weight]) => (left -= weight) <= 0) ?? choices.at(-1);
  if (!drawn) throw new Error("there is nothing to choose");
  return drawn[1]();
}

type Pick = <T>(from: readonly T[]) => T;

/** Few enough times that people get into each other's way. */
function aTime({ now }: World, pick: Pick): number {
  return Math.floor(now / day) * day + pick([1, 1, 2, 2, 3, 5]) * day + pick([9, 9.5, 10, 14]) * hour;
}

function general(world: World, pick: Pick): Weighed[] {
  const live = [...world.sessions.values()].filter((session) => isHeld(session, world.now) || session.status === "confirmed").length;
  return [
    [live < 5 ? 4 : 0.5, () => ({ do: "hold", client: pick([0, 1, 2]), coach: pick([0, 1, 2]), starts_at: aTime(world, pick) })],
    [0.7, () => ({ do: "wait", minutes: pick([1, 4, 11, 60, 720, 1_500]) })],
    [world.hears ? 0.3 : 2, () => ({ do: "listen", hears: !world.hears })],
    [world.coaches.every(({ isConnected }) => isConnected) ? 0 : 0.3, () => ({ do: "connect", coach: 2 })],
  ];
}

/** What somebody may want to do with a session as it stands. */
function about(world: World, session: Session, pick: Pick): Weighed[] {
  const { number: of, status, intent, payment } = session;
  const side = () => pick(["client", "coach"] as const);
  const until = (): Deed => ({ do: "wait_until", of, edge: pick(edges), seconds: pick([-1, 0, 1, 40]) });
  const paying: Weighed[] =
    intent === null
      ? [[isHeld(session, world.now) ? 4 : 0.1, () => ({ do: "open", of })]]
      : intent.state === "paid"
        ? [[payment === "paid" ? 0.1 : 2, () => ({ do: "tell", of })]]
        : [
            [4, () => ({ do: "pay", of, card: pick<Card>(["pays", "pays", "is_declined", "asks", "refunds_late", "refunds_fail"]) })],
            [intent.state === "asks" ? 6 : 0, () => ({ do: "authenticate", of, passes: pick([true, true, false]) })],
          ];
  if (status === "held" || status === "expired") return [...paying, [0.2, until], [status === "held" ? 0.2 : 0, () => ({ do: "let_go", of })]];
  const atBank: Weighed[] = [
    [session.dispute ? 0 : 0.25, () => ({ do: "dispute", of })],
    [session.dispute?.state === "open" ? 1.5 : 0, () => ({ do: "judge", of, outcome: pick(["won", "lost"] as const) })],
    [0.3, () => ({ do: "refund", of, percent: pick([1, 10, 33, 100]) })],
    [session.refunds.some(({ state, isReplaced }) => state === "failed" && !isReplaced) ? 1 : 0, () => ({ do: "retry", of })],
  ];
  const wait: Weighed = [status === "confirmed" ? 1.5 : 0.5, until];
  const hasBegun = session.starts_at <= world.now;
  const ofConfirmed: Weighed[] = [
    [hasBegun ? 0.1 : 0.8, () => ({ do: "cancel", of, by: side() })],
    [hasBegun ? 0.1 : 0.6, () => ({ do: "move", of, starts_at: aTime(world, pick) })],
    [session.ends_at <= world.now ? 3 : 0.1, () => ({ do: "complete", of })],
  ];
  const report: Weighed = [hasBegun && status !== "disputed" ? 1.5 : 0.1, () => ({ do: "report", of, by: side(), kind: pick(["no_show", "problem"] as const) })];
  const decide: Weighed = [status === "disputed" ? 2 : 0.05, () => ({ do: "decide", of, outcome: pick(outcomes), percent: pick(percents) })];
  return [...paying, ...atBank, wait, ...(status === "confirmed" ? ofConfirmed : []), report, decide];
}

/** Most likely nonsense, which must be refused and change nothing. */
function whatever({ number: of }: Session, pick: Pick): Deed {
  return pick<() => Deed>([
    ...(["let_go", "open", "tell", "complete", "retry", "dispute"] as const).map((deed) => () => ({ do: deed, of })),
    () => ({ do: "cancel", of, by: pick(["client", "coach"] as const) }),
    () => ({ do: "report", of, by: pick(["client", "coach"] as const), kind: pick(["no_show", "problem"] as const) }),
    () => ({ do: "decide", of, outcome: pick(outcomes), percent: pick(percents) }),
    () => ({ do: "authenticate", of, passes: true }),
  ])();
}
