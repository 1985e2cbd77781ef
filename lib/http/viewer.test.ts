import { describe, expect, it, vi } from "vitest";

vi.mock("server-only", () => ({}));
const { chooseZone, viewerZoneOf } = await import("./viewer");

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

describe("the zone of a request", () => {
  const of = (headers: Record<string, string>) => viewerZoneOf(new Request("http://localhost/", { headers }));

  it("is read from the cookie among others", () => {
    expect(of({ cookie: "a=b; mh_tz=Asia%2FKolkata; c=d" })).toBe("Asia/Kolkata");
    expect(of({ cookie: "not_mh_tz=Asia%2FKolkata" })).toBeNull();
  });

  it("is null rather than a wrong guess where nothing of use was said", () => {
    expect(of({})).toBeNull();
    expect(of({ cookie: "mh_tz=%E0%A4%A", "cf-timezone": "nonsense" })).toBeNull();
  });

  it("falls back to the edge's guess", () => {
    expect(of({ "cf-timezone": "Europe/London" })).toBe("Europe/London");
  });
});
