import { expect, test } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { listCoaches } from "./list-coaches";
import { makeTutor } from "./tutor-factory";

setUpTestDatabase();

test("an admin finds coaches of every state by words and by state, a page at a time", async () => {
  const draft = makeTutor({ name: "Élise Marchand", status: "draft", is_published: false, slug: "elise" });
  const others = Array.from({ length: 34 }, (_, i) => makeTutor({ name: `Other ${i}`, slug: `other-${i}` }));
  await collections().tutors.insertMany([draft, ...others]);
  expect((await listCoaches({ text: "elise mar" })).coaches).toMatchObject([{ name: "Élise Marchand", status: "draft" }]);
  expect((await listCoaches({ status: "draft" })).coaches).toHaveLength(1);
  expect((await listCoaches({ status: "nonsense" })).coaches).toHaveLength(30);

  const first = await listCoaches({ status: "approved" });
  const second = await listCoaches({ status: "approved", after: first.next ?? "" });
  expect([first.coaches.length, second.coaches.length, second.next]).toEqual([30, 4, null]);
  expect(new Set([...first.coaches, ...second.coaches].map(({ id }) => id)).size).toBe(34);
});
