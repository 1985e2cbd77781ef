import { describe, expect, it } from "vitest";
import { safeNextPath, signInPath } from "./next-path";

describe("the path after ?next=", () => {
  it.each(["/bookings", "/checkout/bk_1?step=pay#card", "/coaches?subject=Piano&day=2026-11-24", "/"])("keeps our own path %s", (path) => {
    expect(safeNextPath(path)).toBe(path);
  });

  it.each([
    ["another host", "//evil.example"],
    ["another host behind a dot", "/.//evil.example"],
    ["another host behind two dots", "/x/..//evil.example"],
    ["a backslash that browsers read as a slash", "/\\evil.example"],
    ["a tab that browsers drop", "/\t/evil.example"],
    ["a line end", "/\n/evil.example"],
    ["a scheme", "https://evil.example/"],
    ["a script", "javascript:alert(1)"],
    ["a relative path", "bookings"],
    ["an endpoint", "/api/account/sign-out"],
    ["the sign-in page itself", "/sign-in?next=/"],
    ["an endless text", `/${"a".repeat(500)}`],
    ["nothing", undefined],
    ["several values", ["/a", "/b"]],
  ])("refuses %s", (_why, value) => {
    expect(safeNextPath(value)).toBeNull();
  });

  it("is carried to the sign-in page in full", () => {
    expect(signInPath("/checkout/bk_1?a=1&b=2")).toBe("/sign-in?next=%2Fcheckout%2Fbk_1%3Fa%3D1%26b%3D2");
    expect(signInPath()).toBe("/sign-in");
  });
});
