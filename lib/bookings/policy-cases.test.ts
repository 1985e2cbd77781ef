import { describe, expect, it } from "vitest";
import { cancellationPresets, type CancellationPreset } from "@/lib/config/policy";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { listRefundsOf } from "@/lib/refunds/store";
import type { TutorDocument } from "@/lib/tutors/schema";
import { cancelOwnBooking, cancelTaughtBooking } from "./cancel-booking";
import { findOwnBooking } from "./read-own-bookings";
import type { BookingDocument } from "./schema";
import { aBookedSession, aPaymentFor, aTutor } from "./test-marketplace";

setUpTestDatabase();

/** 10,000 in full: POLICY_CASES=10000 npx vitest run lib/bookings/policy-cases.test.ts */
const count = Number(process.env.POLICY_CASES ?? 60);
const at_once = 10;
const second = 1_000;
const hour = 3_600 * second;

interface Case {
  preset: CancellationPreset;
  price: number;
  currency: string;
  starts_at: Date;
  confirmed_at: Date;
  now: Date;
  by: "client" | "coach";
}

/** mulberry32: the same cases in every run. */
function randomOf(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Half of the moments lie on a boundary or a second beside it; the rest anywhere between buying and the start. */
function aCase(seed: number): Case {
  const random = randomOf(seed);
  const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
  const preset = pick(["flexible", "moderate", "strict"] as const);
  const starts_at = new Date(Date.UTC(2027, 1, 1) + Math.floor(random() * 300 * 24 * 60) * 60 * second);
  const ahead = pick([random() * 2 * hour, 24 * hour - second, 24 * hour, 24 * hour + second, 24.2 * hour, 48.2 * hour, random() * 60 * hour, random() * 40 * 24 * hour]);
  const confirmed_at = new Date(starts_at.getTime() - Math.max(second, Math.floor(ahead / second) * second));
  const boundaries = [...cancellationPresets[preset].map(({ hours_before }) => starts_at.getTime() - hours_before * hour), confirmed_at.getTime() + hour / 2];
  const anywhere = confirmed_at.getTime() + random() * (starts_at.getTime() - confirmed_at.getTime());
  const wanted = random() < 0.5 ? pick(boundaries) + pick([-second, 0, second]) : anywhere;
  const now = new Date(Math.min(Math.max(wanted, confirmed_at.getTime()), starts_at.getTime() - 1));
  return { preset, price: 1 + Math.floor(random() * 100_000), currency: pick(["usd", "inr", "jpy"]), starts_at, confirmed_at, now, by: random() < 0.85 ? "client" : "coach" };
}

/** product.md's words once more, written independently of the product's code. */
function owed({ preset, price, starts_at, confirmed_at, now, by }: Case): number {
  if (by === "coach") return price;
  const left = starts_at.getTime() - now.getTime();
  const sinceBuying = now.getTime() - confirmed_at.getTime();
  if (starts_at.getTime() - confirmed_at.getTime() > 24 * hour && sinceBuying < 30 * 60 * second) return price;
  const [full, half] = { flexible: [12, 12], moderate: [24, 12], strict: [48, 24] }[preset] as [number, number];
  if (left > full * hour) return price;
  return left > half * hour ? Math.ceil(price / 2) : 0;
}

async function insert(tutor: TutorDocument, like: BookingDocument, one: Case): Promise<BookingDocument> {
  const { tutor_cells: _t, consumer_cells: _c, ...rest } = like;
  const { preset: cancellation_preset, price, currency, starts_at, confirmed_at } = one;
  const booking: BookingDocument = { ...rest, _id: newId("booking"), tutor_id: tutor._id, cancellation_preset, price, currency, starts_at, ends_at: new Date(starts_at.getTime() + hour), confirmed_at };
  await collections().bookings.insertOne(booking);
  await aPaymentFor(booking);
  return booking;
}

describe(`of ${count} random cases each`, () => {
  it("shows what it then carries out, and what the rules say", async () => {
    const tutor = await aTutor();
    const like = await aBookedSession({ tutor });
    const seen = new Set<string>();
    for (let seed = 0; seed < count; seed += at_once) {
      await Promise.all(
        Array.from({ length: Math.min(at_once, count - seed) }, async (_, i) => {
          const one = aCase(seed + i);
          const booking = await insert(tutor, like, one);
          const { now } = one;
          const order = { booking_id: booking._id, now };
          const shown = (await findOwnBooking({ ...order, consumer_ids: [booking.consumer_id] }))?.refund_if_canceled;
          if (one.by === "client") {
            expect(shown?.amount, `seed ${seed + i}`).toBe(owed(one));
            await cancelOwnBooking({ ...order, user: { id: booking.consumer_id, role: "consumer" }, expected_refund: shown?.amount ?? -1 });
          } else await cancelTaughtBooking({ ...order, user: { id: booking.tutor_user_id, role: "tutor" } });
          const given = (await listRefundsOf(booking._id)).map(({ amount }) => amount);
          expect(given, `seed ${seed + i}`).toEqual(owed(one) === 0 ? [] : [owed(one)]);
          expect((await findPaymentOfBooking(booking._id))?.refund_amount).toBe(owed(one));
          seen.add(`${one.by} ${owed(one) === 0 ? "nothing" : owed(one) === one.price ? "all" : "half"}`);
        }),
      );
    }
    // The cases are of every kind.
    expect([...seen].sort()).toEqual(["client all", "client half", "client nothing", "coach all"]);
  }, 3_600_000);
});
