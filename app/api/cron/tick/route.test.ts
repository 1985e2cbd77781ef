import { beforeEach, describe, expect, it, vi } from "vitest";
import { POST } from "@/app/api/cron/tick/route";
import { aHold, aUser } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { schedule } from "@/lib/jobs/schedule";
import { addTask } from "@/lib/outbox/store";

// Stripe's emulator is one for all test files: the poll would bring the others' events, and its own tests are beside it.
vi.mock("@/lib/webhook-events/poll-stripe-events", () => ({ pollStripeEvents: async () => "nothing was asked" }));

const secret = "a-secret-of-sixteen-or-more";
process.env.CRON_SECRET = secret;
setUpTestDatabase();
beforeEach(async () => {
  await collections().outbox.deleteMany({});
  await collections().recurring_jobs.deleteMany({});
});

function tick(authorization: string | null): Promise<Response> {
  const headers = new Headers(authorization === null ? {} : { authorization });
  return POST(new Request("http://localhost:3000/api/cron/tick", { method: "POST", headers }), { params: Promise.resolve({}) });
}

async function aMail(): Promise<string> {
  const user = await aUser();
  const task = { kind: "mail", template: "welcome", recipient_id: user._id, secret_url: "https://maestrohub.example/verify-email?token=1" } as const;
  await addTask({ key: `mail:welcome:${user._id}`, task, now: new Date() });
  return user.email;
}

const mailsTo = async (email: string) =>
  (await (await fetch(`${process.env.EMULATORS_URL}/_inspect/mails?to=${encodeURIComponent(email)}`)).json()) as unknown[];

describe("the tick", () => {
  it("does everything that is due, and says what it did", async () => {
    const email = await aMail();
    const hold = await aHold();
    await collections().bookings.updateOne({ _id: hold._id }, { $set: { hold_expires_at: new Date(0) } });

    const response = await tick(`Bearer ${secret}`);
    expect(response.status).toBe(200);
    const report = (await response.json()) as { ran: string[]; rows: object; ms: number };
    expect(report).toEqual({ ran: schedule.map(({ name }) => name), rows: { done: 1 }, ms: expect.any(Number) as number });
    expect(await mailsTo(email)).toHaveLength(1);
    expect(await collections().bookings.findOne({ _id: hold._id })).toMatchObject({ status: "expired" });

    expect(await (await tick(`Bearer ${secret}`)).json()).toMatchObject({ ran: [], rows: {} });
    expect(await mailsTo(email)).toHaveLength(1);
  });

  it.each([null, "", "Bearer", "Bearer ", `Bearer ${secret}x`, `Basic ${secret}`, secret])("is refused with %j, and nothing is done", async (authorization) => {
    await aMail();
    expect((await tick(authorization)).status).toBe(401);
    expect(await collections().outbox.countDocuments({ status: "pending", attempts: 0 })).toBe(1);
    expect(await collections().recurring_jobs.countDocuments({})).toBe(0);
  });

  it("by ten timers at once does each thing once", async () => {
    const emails = [await aMail(), await aMail(), await aMail(), await aMail()];
    await Promise.all(Array.from({ length: 10 }, () => tick(`Bearer ${secret}`)));
    for (const email of emails) expect(await mailsTo(email)).toHaveLength(1);
    expect(
      await collections()
        .outbox.find({})
        .map(({ status, attempts }) => `${status} ${attempts}`)
        .toArray(),
    ).toEqual(Array(4).fill("done 1"));
  });
});
