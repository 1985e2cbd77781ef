import { describe, expect, test } from "vitest";
import { isAccumulator } from "../../aggregate/accumulators.ts";
import { EXPRESSIONS } from "../../aggregate/expression.ts";
import { FIRST_OR_LAST, STAGES } from "../../aggregate/pipeline.ts";
import { COMMANDS } from "../../commands/all.ts";
import { PLACES, probesOf } from "./cases.ts";

/** The answers themselves are compared by differential.test.ts: here, that nothing this server takes is missing from the sweep. */
describe("the sweep", () => {
  const optionsOf = (name: string) => Object.keys(PLACES.find((place) => place.name === name)?.options ?? {});
  const swept = Object.entries(COMMANDS).filter(([, { fields }]) => fields.length > 0 && !fields.includes("*"));

  test.each(swept.filter(([name]) => !NOT_SWEPT.has(name)))("asks %s for every field that it takes", (name, { fields }) => {
    expect(fields.filter((field) => !optionsOf(name).includes(field))).toEqual([]);
  });

  test("asks for every stage and expression that there is", () => {
    expect([...Object.keys(STAGES), ...FIRST_OR_LAST].filter((name) => !optionsOf("stages").includes(name))).toEqual([]);
    const asked = [...optionsOf("expressions"), ...PLACES.map(({ name }) => name.replace("expression ", ""))];
    expect(Object.keys(EXPRESSIONS).filter((name) => !asked.includes(name) && name !== "$rand")).toEqual([]);
    expect(optionsOf("$group accumulators").filter(isAccumulator)).toHaveLength(20);
  });

  test("asks every place that has fixed names for one that does not exist", () => {
    for (const place of PLACES) expect(probesOf(place).length, place.name).toBeGreaterThan(0);
    expect(PLACES.filter((place) => !place.takesAnyName).every((place) => probesOf(place).at(-1)?.fate === "unknown")).toBe(true);
    expect(PLACES.flatMap(probesOf).length).toBeGreaterThan(1_000);
  });
});

/** What only drivers send, at the beginning and the end of a connection or transaction; their own tests in `specs` ask for it. Other names of a command that is swept. */
const NOT_SWEPT = new Set(["hello", "isMaster", "ismaster", "configureFailPoint", "commitTransaction", "abortTransaction", "findandmodify", "deleteIndexes", "connectionStatus"]);
