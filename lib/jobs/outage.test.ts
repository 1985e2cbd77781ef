import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { sendMail } from "@/lib/integrations/email/send-mail";
import type { OutboxDocument } from "@/lib/outbox/schema";
import { addTask } from "@/lib/outbox/store";
import { takeTurn } from "@/lib/rate-limits/turns";
import type { EmulatorStore } from "../../emulators/emulator";
import { emails, type StoredEmail } from "../../emulators/resend/emails";
import { createResendEmulator } from "../../emulators/resend/resend-emulator";
import { type RunningEmulators, startServer } from "../../emulators/server";
import { readLane } from "./lanes";
import { runNextRow } from "./queue";
import type { WorkQueue } from "./schema";

/** Two hours without Resend, on a clock that the test moves: the queue, the lane, the turns, the SDK and the emulator are the real ones. */
const clock = vi.hoisted(() => ({ now: Date.parse("2027-02-01T12:00:00Z") }));
vi.mock("@/lib/clock/clock", () => ({ clockNow: () => new Date(clock.now) }));

const hours = 3_600_000;
const bookings = 20;
const perSecond = 5;
let running: RunningEmulators;
let store: EmulatorStore;
let asked = 0;

// Before the first look at the environment: this emulator's faults are nobody else's.
beforeAll(async () => {
  running = await startServer({ port: 0, data: null, emulators: [(context) => createResendEmulator({ ...context, store: (store = context.store) })] });
  process.env.EMULATORS_URL = running.url;
});
setUpTestDatabase();
afterAll(() => running.close());

const faults = (body: object | null) => fetch(`${running.url}/_control/faults`, body ? { method: "POST", body: JSON.stringify(body) } : { method: "DELETE" });

/** Waiting for a turn is moving the clock. */
async function waitForTurn(): Promise<boolean> {
  const turn = await takeTurn({ name: "resend", per_second: perSecond }, new Date(clock.now));
  if (turn) clock.now = Math.max(clock.now, turn.getTime());
  return turn !== null;
}

const queue = (): WorkQueue<OutboxDocument> => ({
  rows: collections().outbox,
  lane: "resend",
  only: { lane: "resend" },
  run: async ({ _id, key }) => {
    asked += 1;
    await sendMail({ to: "leah@example.com", subject: key, html: "<p>Hello</p>", text: "Hello", idempotency_key: _id });
  },
  waitForTurn,
  onFailure: () => {},
});

/** Several workers take what they can get, until there is nothing for any of them. */
async function work(workers: number): Promise<void> {
  const worker = async () => {
    while (await runNextRow(queue(), new Date(clock.now)));
  };
  await Promise.all(Array.from({ length: workers }, worker));
}

async function aMail(booking: number, place: number): Promise<void> {
  const task = { kind: "mail", template: "booking-confirmation", recipient_id: "user_x", booking_id: `bk_${booking}` } as const;
  await addTask({ key: `${booking}:${place}`, task, now: new Date(clock.now) });
}

it("two hours without Resend cost no mail an attempt, and all that waited is sent within five minutes at the allowed rate, in each booking's order", async () => {
  await faults({ emulator: "resend", kind: "status", status: 503, times: 1_000_000 });
  const began = clock.now;
  let said = 0;
  while (clock.now < began + 2 * hours) {
    // Each booking has four things to say, half an hour apart.
    for (; said <= (clock.now - began) / (hours / 2); said += 1) await Promise.all(Array.from({ length: bookings }, (_, booking) => aMail(booking, said)));
    await work(1);
    // Somebody looks every second in truth; how often the lane is asked then is in lanes.test.ts.
    clock.now += 120_000;
  }
  const { down_since, reason } = await readLane("resend");
  expect(reason).toBe("Resend answers 503.");
  expect((down_since?.getTime() ?? 0) - began).toBeLessThan(5_000);
  // Three until it was down, and one at each further look.
  expect(asked).toBe(3 + 59);
  expect(await collections().outbox.countDocuments({ status: "pending", attempts: 0 })).toBe(4 * bookings);

  await faults(null);
  const returned = clock.now;
  while ((await collections().outbox.countDocuments({ status: "done" })) < 4 * bookings && clock.now < returned + hours) {
    await work(9);
    clock.now += 1_000;
  }
  const seconds = (clock.now - returned) / 1_000;
  expect(seconds).toBeLessThan(300);
  expect(seconds).toBeGreaterThan((4 * bookings) / perSecond - 1);

  const subjects = store.list<StoredEmail>(emails).map(({ subject }) => subject);
  expect(subjects).toHaveLength(4 * bookings);
  for (let booking = 0; booking < bookings; booking += 1) {
    expect(subjects.filter((subject) => subject.startsWith(`${booking}:`))).toEqual([0, 1, 2, 3].map((place) => `${booking}:${place}`));
  }
}, 120_000);
