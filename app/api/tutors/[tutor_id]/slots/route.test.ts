import { beforeAll, expect, test } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { makeTutor } from "@/lib/tutors/tutor-factory";
import { GET } from "./route";

setUpTestDatabase();
beforeAll(async () => {
  await collections().tutors.insertOne(makeTutor({ _id: "tutor_a" }));
});

async function get(query: string, tutor_id = "tutor_a"): Promise<{ status: number; body: { days?: { starts: string[] }[]; error?: { fields?: Record<string, string> } } }> {
  const response = await GET(new Request(`http://localhost/api/tutors/${tutor_id}/slots?${query}`), { params: Promise.resolve({ tutor_id }) });
  return { status: response.status, body: await response.json() };
}

test("a week of slots is answered", async () => {
  const { status, body } = await get("duration_minutes=60&days=7&timezone=Asia/Kathmandu");
  expect(status).toBe(200);
  expect(body.days).toHaveLength(7);
  expect(body.days?.flatMap((day) => day.starts).length).toBeGreaterThan(0);
});

test.each([
  ["days=43", "days"],
  ["days=0", "days"],
  ["timezone=Mars/Olympus", "timezone"],
  ["timezone=%2B05:00", "timezone"],
  ["from=2026-02-30", "from"],
  ["from=tomorrow", "from"],
  ["duration_minutes=abc", "duration_minutes"],
  ["duration_minutes=45", "duration_minutes"],
])("%s is refused and names the field", async (query, field) => {
  const { status, body } = await get(query);
  expect(status).toBe(422);
  expect(Object.keys(body.error?.fields ?? {})).toEqual([field]);
});

test("a parameter that nobody asked for is refused", async () => {
  expect((await get("limit=5")).status).toBe(422);
});

test("an unknown coach is 404", async () => {
  expect((await get("days=7", "tutor_nobody")).status).toBe(404);
});
