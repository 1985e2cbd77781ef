import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { notionists } from "@dicebear/collection";
import { createAvatar } from "@dicebear/core";
import type { CoachSeed } from "./coach-seed.ts";
import { randomOf } from "./deterministic.ts";
import { slugOf } from "./people.ts";

/** Writes the coaches' portraits where they differ from what is there; says how many it wrote. */
export async function writePortraits(coaches: CoachSeed[], folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  let written = 0;
  for (const coach of coaches) {
    const file = join(folder, `${slugOf(coach.name)}.svg`);
    const svg = portraitOf(coach);
    if ((await readFile(file, "utf8").catch(() => null)) === svg) continue;
    await writeFile(file, svg);
    written += 1;
  }
  return written;
}

const tints = ["dfe9df", "f1e3cf", "e6dde8", "dbe6ee", "efe0da", "e3e8d5"];
/** Smiles, open eyes and relaxed brows only: the set also has frowns, tongues and sunglasses. */
const kindly = {
  lips: ["03", "14", "17", "21", "22", "23", "25", "30"],
  eyes: ["05"],
  brows: ["01", "04", "05", "12"],
  nose: ["01", "05", "09", "11", "13", "14", "17", "18", "20"],
  body: ["01", "02", "03", "04", "05", "07", "11", "13", "14", "15", "16", "19", "21", "22", "23", "24", "25"],
};

/** The same picture in every run, drawn with DiceBear's "notionists" by Zoish (CC0). */
export function portraitOf(coach: CoachSeed): string {
  const slug = slugOf(coach.name);
  const random = randomOf(`portrait ${slug}`);
  const { hair, glasses, beard } = coach.portrait;
  const avatar = createAvatar(notionists, {
    seed: slug,
    backgroundColor: [random.pick(tints)],
    lips: variant(random.pick(kindly.lips)),
    eyes: variant(random.pick(kindly.eyes)),
    brows: variant(random.pick(kindly.brows)),
    nose: variant(random.pick(kindly.nose)),
    body: variant(random.pick(kindly.body)),
    hair: variant(hair),
    ...(glasses ? { glasses: variant(glasses), glassesProbability: 100 } : { glassesProbability: 0 }),
    ...(beard ? { beard: variant(beard), beardProbability: 100 } : { beardProbability: 0 }),
    bodyIconProbability: 0,
    gestureProbability: 0,
  });
  // Licence data that no browser shows; CC0 asks for none, and the comment above gives the credit.
  return avatar.toString().replace(/<metadata[\s\S]*?<\/metadata>/, "");
}

/** DiceBear types each part as its own list of literals, of which a computed name is none. */
function variant(number: string): never[] {
  return [`variant${number}`] as never[];
}
