import { MongoClient } from "mongodb";
import { allCases } from "./all-cases.ts";
import { answersOf } from "./answers.ts";
import { readGolden, writeGolden } from "./golden.ts";
import { plainAnswers } from "./plain-answers.ts";

/** node emulators/mongodb/differential/record.ts MONGO_URL [NAME]: asks a real MongoDB and writes down what it answered; with a name, to the cases that begin with it and to new ones. */
const [, , url, prefix] = process.argv;
if (!url) {
  process.stderr.write("usage: node emulators/mongodb/differential/record.ts MONGO_URL [NAME]\n");
  process.exit(2);
}
const client = await MongoClient.connect(url, { serverSelectionTimeoutMS: 5_000 });
try {
  const hello = await client.db("admin").command({ hello: 1 });
  if (hello["setName"] === "embedded") throw new Error("That is the embedded server: its own answers prove nothing.");
  const { version } = await client.db("admin").command({ buildInfo: 1 });
  const cases = allCases();
  const known = prefix === undefined ? new Map<string, string[]>() : new Map(numbered(readGolden().cases).map(([key, { answers }]) => [key, answers]));
  const asked = numbered(cases).filter(([key, { name, commands }]) => prefix === undefined || name.startsWith(prefix) || known.get(key)?.length !== commands.length);
  const answers = await answersOf(client, asked.map(([, one]) => one));
  asked.forEach(([key], at) => known.set(key, answers[at] ?? []));
  const size = writeGolden({ version, cases: numbered(cases).map(([key, one]) => ({ name: one.name, answers: plainAnswers(one, known.get(key) ?? []) })) });
  process.stdout.write(`${asked.length} of ${cases.length} cases, ${answers.flat().length} commands, MongoDB ${version}, ${Math.round(size / 1024)} KB\n`);
} finally {
  await client.close();
}

/** Cases may share a name: each with its name and which of that name it is. */
function numbered<T extends { name: string }>(items: T[]): [string, T][] {
  const counts = new Map<string, number>();
  return items.map((item) => {
    const count = (counts.get(item.name) ?? 0) + 1;
    counts.set(item.name, count);
    return [`${item.name} ${count}`, item];
  });
}
