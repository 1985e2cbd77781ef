import { describe, expect, it } from "vitest";
import { allZones, currentZoneName, searchZones } from "./zone-names";

describe("zone names", () => {
  it("a place that has been renamed is shown by its name of today", () => {
    expect(currentZoneName("Asia/Calcutta")).toBe("Asia/Kolkata");
    expect(currentZoneName("America/New_York")).toBe("America/New_York");
  });

  it("the list holds each place once, by its name of today", () => {
    const zones = allZones();
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones).toContain("Asia/Kolkata");
    expect(zones).not.toContain("Asia/Calcutta");
  });

  it("a search finds words in any order and puts a place that begins with them first", () => {
    const zones = ["America/Indiana/Indianapolis", "America/New_York", "Australia/Lord_Howe", "Europe/London", "America/Inuvik"];
    expect(searchZones("new y", zones)).toEqual(["America/New_York"]);
    expect(searchZones("york new", zones)).toEqual(["America/New_York"]);
    expect(searchZones("lo", zones)[0]).toBe("Australia/Lord_Howe");
    expect(searchZones("america in", zones)).toEqual(["America/Indiana/Indianapolis", "America/Inuvik"]);
  });

  it("an empty search finds nothing rather than everything", () => {
    expect(searchZones("  ", ["Europe/London"])).toEqual([]);
  });
});
