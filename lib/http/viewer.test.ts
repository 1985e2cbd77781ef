import { describe, expect, it, vi } from "vitest";

vi.mock("server-only", () => ({}));
const { chooseZone } = await import("./viewer");

describe("the viewer's zone", () => {
  it("what the visitor said wins over the edge's guess", () => {
    expect(chooseZone({ said: "Asia/Kathmandu", guessed: "Europe/London" })).toEqual({ zone: "Asia/Kathmandu", is_known: true });
  });

  it("a guess is used but stays a guess", () => {
    expect(chooseZone({ said: undefined, guessed: "Europe/London" })).toEqual({ zone: "Europe/London", is_known: false });
  });

  it.each(["Mars/Olympus", "+05:00", "<script>", "", "x".repeat(5000)])("a cookie that is no zone is passed over: %.20s", (said) => {
    expect(chooseZone({ said, guessed: null })).toEqual({ zone: "America/New_York", is_known: false });
  });

  it("a header that is no zone is passed over", () => {
    expect(chooseZone({ said: null, guessed: "Nowhere" })).toEqual({ zone: "America/New_York", is_known: false });
  });
});
