import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { slugOf } from "./people.ts";
import { portraitOf } from "./portraits.ts";
import { roster } from "./roster.ts";

test("the portraits in public/ are the ones that the seed draws", async () => {
  for (const { coach } of roster) {
    const file = await readFile(new URL(`../../public/portraits/${slugOf(coach.name)}.svg`, import.meta.url), "utf8");
    expect(file === portraitOf(coach), coach.name).toBe(true);
  }
});

test("a portrait loads nothing and runs nothing", () => {
  for (const { coach } of roster) expect(portraitOf(coach)).not.toMatch(/<script|href=|url\(http|on\w+=/);
});
