import { describe, expect, it } from "vitest";
import { pathPattern } from "./path-pattern";

describe("what an address is called in a report", () => {
  it.each([
    ["/", {}, "/"],
    ["/coaches/leah-brandt", { slug: "leah-brandt" }, "/coaches/[slug]"],
    ["/coaches/leah%20b", { slug: "leah%20b" }, "/coaches/[slug]"],
    ["/coaches/leah%20b", { slug: "leah b" }, "/coaches/[slug]"],
    ["/api/images/a/b/c", { public_id: ["a", "b", "c"] }, "/api/images/[...public_id]"],
    ["/api/tutors/tutor_1/slots", { tutor_id: "tutor_1" }, "/api/tutors/[tutor_id]/slots"],
    ["/coaches/%E0%A4%A", { slug: "%E0%A4%A" }, "/coaches/[slug]"],
    ["/coaches", { slug: undefined }, "/coaches"],
  ])("%s is %s", (path, params, pattern) => {
    expect(pathPattern(path, params)).toBe(pattern);
  });
});
