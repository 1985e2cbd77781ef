import { expect, test } from "@playwright/test";
import type { Db } from "mongodb";
import { signedInConsumers, withDatabase } from "./support/database";
import { send } from "./support/people";

/** The slot lock through HTTP: two processes of the app, one database, two hundred requests at the same moment. */
const apps = [process.env.E2E_APP_URL ?? "", process.env.E2E_SECOND_APP_URL ?? ""];
const inDatabase = <T>(work: (db: Db) => Promise<T>) => withDatabase(process.env.DB_NAME ?? "", work);

interface Coach {
  id: string;
  lengths: number[];
}

/** Two coaches of several lengths who are open at the same hour of some day: an instant that sessions of both can cover. */
async function coachesOpenTogether(): Promise<{ coaches: Coach[]; starts: Map<string, string[]> }> {
  const found = await inDatabase((db) =>
    db.collection("tutors").find({ is_published: true, status: "approved", modality: "online", "availability.is_paused": false, "offers.1": { $exists: true } }).limit(30).toArray(),
  );
  const from = new Date(Date.now() + 15 * 86_400_000).toISOString().slice(0, 10);
  const free: { coach: Coach; starts: Set<string> }[] = [];
  for (const { _id, offers } of found) {
    const coach = { id: String(_id), lengths: (offers as { duration_minutes: number }[]).map(({ duration_minutes }) => duration_minutes) };
    const longest = Math.max(...coach.lengths);
    const response = await send(apps[0] ?? "", "GET", `/api/tutors/${coach.id}/slots?duration_minutes=${longest}&from=${from}&days=7&timezone=UTC`);
    const { days } = (await response.json()) as { days: { starts: string[] }[] };
    const starts = new Set(days.flatMap((day) => day.starts));
    const partner = free.find((other) => [...starts].some((start) => other.starts.has(start)));
    if (partner) {
      const shared = [...starts].filter((start) => partner.starts.has(start));
      return { coaches: [partner.coach, coach], starts: new Map([[partner.coach.id, shared], [coach.id, shared]]) };
    }
    free.push({ coach, starts });
  }
  throw new Error("no two coaches are open at the same time");
}

const hold = (index: number, cookie: string, body: object) => send(apps[index % 2] ?? "", "POST", "/api/bookings", { cookie, body });

test("of 200 people who ask two processes for overlapping times of one coach at once, one gets it", async () => {
  const { coaches, starts } = await coachesOpenTogether();
  const [coach] = coaches;
  if (!coach) throw new Error("no coach");
  const starts_at = starts.get(coach.id)?.[0];
  const people = await inDatabase((db) => signedInConsumers(db, 200));

  const answers = await Promise.all(
    people.map(({ cookie }, index) => hold(index, cookie, { tutor_id: coach.id, starts_at, duration_minutes: coach.lengths[index % coach.lengths.length] })),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  expect(statuses.filter((status) => status === 409)).toHaveLength(199);
  const live = await inDatabase((db) => db.collection("bookings").countDocuments({ tutor_id: coach.id, consumer_id: { $in: people.map(({ id }) => id) }, status: "held" }));
  expect(live).toBe(1);
});

test("of 200 requests of one person for two coaches at the same time, one makes a hold and all others find it or a conflict", async () => {
  const { coaches, starts } = await coachesOpenTogether();
  const starts_at = starts.get(coaches[0]?.id ?? "")?.at(-1);
  const [person] = await inDatabase((db) => signedInConsumers(db, 1));
  if (!person) throw new Error("no person");

  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, index) => {
      const coach = coaches[Math.floor(index / 2) % 2];
      return hold(index, person.cookie, { tutor_id: coach?.id, starts_at, duration_minutes: coach?.lengths[Math.floor(index / 4) % coach.lengths.length] });
    }),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  // The very same time chosen again is the same hold (200), anything else that overlaps it a conflict.
  expect(statuses.every((status) => [200, 201, 409].includes(status))).toBe(true);
  expect(statuses.filter((status) => status === 409).length).toBeGreaterThanOrEqual(100);
  const bodies = await Promise.all(answers.filter(({ ok }) => ok).map((answer) => answer.json() as Promise<{ id: string }>));
  expect(new Set(bodies.map(({ id }) => id)).size).toBe(1);
  expect(await inDatabase((db) => db.collection("bookings").countDocuments({ consumer_id: person.id, status: "held" }))).toBe(1);
});
