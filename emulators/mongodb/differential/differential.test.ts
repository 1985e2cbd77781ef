import { MongoClient } from "mongodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer } from "../start-test-server.ts";
import type { TestServer } from "../start-test-server.ts";
import { allCases } from "./all-cases.ts";
import { agree } from "./agree.ts";
import { answersOf } from "./answers.ts";
import type { Case } from "./case.ts";
import { readGolden } from "./golden.ts";
import { KNOWN_DIFFERENCES } from "./known-differences.ts";

/** MONGO_URL of a real server: its answers of today are compared too. Vitest's setup sets the variable to the embedded one where it was empty. */
const url = process.env["MONGO_URL"] ?? "";
let server: TestServer;
let answers: string[][];
const cases = allCases();

beforeAll(async () => {
  server = await startTestServer();
  answers = await answersOf(server.client, cases);
}, 120_000);
afterAll(() => server.stop());

describe("the embedded server answers as MongoDB does", () => {
  test("the recorded answers are of these cases, of which at least 2,500 commands are compared", () => {
    expect(readGolden().cases.map(({ name }) => name)).toEqual(cases.map(({ name }) => name));
    expect(cases.filter(({ name }) => !name.startsWith("random")).flatMap(({ commands }) => commands).length).toBeGreaterThanOrEqual(500);
    expect(answers.flat().length).toBeGreaterThanOrEqual(2_500);
  });

  test("every answer is the recorded one, but for those differences that are listed with their reason", () => {
    const recorded = readGolden().cases.map((one) => one.answers);
    expect(differences(recorded)).toEqual([]);
  });

  test("every listed difference is one", () => {
    const recorded = readGolden().cases;
    const different = new Set(cases.flatMap(({ name, commands, fates }, at) => commands.flatMap((_, i) => (agree(fates[i] ?? "answered", recorded[at]?.answers[i] ?? "", answers[at]?.[i] ?? "") ? [] : [`${name} #${i}`]))));
    expect(Object.keys(KNOWN_DIFFERENCES).filter((key) => !different.has(key))).toEqual([]);
  });

  test("every answer is that of the real server of MONGO_URL", async (context) => {
    const client = await MongoClient.connect(url);
    try {
      const { setName } = await client.db("admin").command({ hello: 1 });
      if (setName === "embedded") return context.skip("MONGO_URL names no real MongoDB");
      const { version } = await client.db("admin").command({ buildInfo: 1 });
      if (!String(version).startsWith("7.0.")) return context.skip(`the answers are those of MongoDB 7.0, and MONGO_URL names ${version}`);
      expect(differences(await answersOf(client, cases))).toEqual([]);
    } finally {
      await client.close();
    }
  }, 900_000);
});

/** The first of each case: after it, the two collections may differ. */
function differences(theirs: string[][]): { command: string; real: string; embedded: string }[] {
  return cases.flatMap((one, at) => firstDifference(one, theirs[at] ?? [], answers[at] ?? []));
}

function firstDifference({ name, commands, fates }: Case, real: string[], embedded: string[]) {
  const at = commands.findIndex((_, i) => !agree(fates[i] ?? "answered", real[i] ?? "", embedded[i] ?? "") && !(`${name} #${i}` in KNOWN_DIFFERENCES));
  return at < 0 ? [] : [{ command: `${name} #${at} ${JSON.stringify(commands[at])}`, real: real[at] ?? "", embedded: embedded[at] ?? "" }];
}
