import { describe, expect, it } from "vitest";
import { neighbour, partsOfDay } from "./times-of-day";

const at = (clock: string) => `2026-11-24T${clock}:00.000Z`;
const day = partsOfDay(["08:00", "08:30", "09:00", "09:30", "11:00", "17:30", "18:00"].map(at), "Africa/Accra");

describe("the times of a day", () => {
  it("stand in groups by the viewer's clock, four in a row", () => {
    expect(day.map((part) => [part.name, part.rows.map((row) => row.length)])).toEqual([
      ["Morning", [4, 1]],
      ["Evening", [2]],
    ]);
  });

  it("an hour after midnight is not called morning", () => {
    expect(partsOfDay([at("00:30")], "Africa/Accra")[0]?.name).toBe("Early hours");
  });

  it("the same instants fall into other parts of the day elsewhere", () => {
    expect(partsOfDay([at("08:00")], "Asia/Kathmandu")[0]?.name).toBe("Afternoon");
  });

  it.each([
    ["08:00", "ArrowRight", "08:30"],
    ["08:00", "ArrowLeft", null],
    ["09:30", "ArrowRight", "11:00"],
    ["08:30", "ArrowDown", "11:00"],
    ["11:00", "ArrowDown", "17:30"],
    ["18:00", "ArrowUp", "11:00"],
    ["08:30", "ArrowUp", null],
    ["18:00", "ArrowDown", null],
    ["09:00", "Home", "08:00"],
    ["09:00", "End", "18:00"],
  ])("from %s, %s leads to %s", (start, key, expected) => {
    expect(neighbour(day, at(start), key)).toBe(expected && at(expected));
  });
});
