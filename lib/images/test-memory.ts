/** For tests: cleans the picture of this file and says what that cost at its highest, and what was said of it. */
import { readFileSync } from "node:fs";
import { cleanPicture } from "./clean-picture";
import { aPicture } from "./test-files";

async function main(): Promise<void> {
  // Whatever the first picture costs by being the first.
  await cleanPicture(await aPicture("png"));
  const bytes = readFileSync(process.argv[2] ?? "");
  const before = process.resourceUsage().maxRSS;
  const sentence = await cleanPicture(bytes).then(
    () => "taken",
    (error: Error) => error.message,
  );
  process.stdout.write(JSON.stringify({ sentence, grown_kb: process.resourceUsage().maxRSS - before }));
}

void main();
