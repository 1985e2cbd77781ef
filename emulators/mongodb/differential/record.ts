import { MongoClient } from "mongodb";
import { allCases } from "./all-cases.ts";
import { answersOf } from "./answers.ts";
import { writeGolden } from "./golden.ts";

/** node emulators/mongodb/differential/record.ts MONGO_URL: asks a real MongoDB and writes down what it answered. */
const url = process.argv[2];
if (!url) {
  process.stderr.write("usage: node emulators/mongodb/differential/record.ts MONGO_URL\n");
  process.exit(2);
}
const client = await MongoClient.connect(url, { serverSelectionTimeoutMS: 5_000 });
try {
  const hello = await client.db("admin").command({ hello: 1 });
  if (hello["setName"] === "embedded") throw new Error("That is the embedded server: its own answers prove nothing.");
  const { version } = await client.db("admin").command({ buildInfo: 1 });
  const cases = allCases();
  const answers = await answersOf(client, cases);
  const size = writeGolden({ version, cases: cases.map(({ name }, at) => ({ name, answers: answers[at] ?? [] })) });
  process.stdout.write(`${cases.length} cases, ${answers.flat().length} commands, MongoDB ${version}, ${Math.round(size / 1024)} KB\n`);
} finally {
  await client.close();
}
