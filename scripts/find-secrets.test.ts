import { describe, expect, it } from "vitest";
import { findSecrets } from "./find-secrets.ts";

describe("the search for secrets", () => {
  it.each([
    ['{"message":"card 4242424242424242"}'],
    ['{"password":"a long enough phrase"}'],
    ["https://host/verify-email?token=abcdef"],
    ["pi_1_secret_abc"],
    ["key re_emulator"],
  ])("finds one in %s, and does not repeat it", (text) => {
    const [finding, ...others] = findSecrets([{ where: "sentry", text }]);
    expect(others).toEqual([]);
    expect(finding?.where).toBe("sentry");
    expect(finding?.excerpt).toContain("[scrubbed]");
    expect(findSecrets([{ where: "sentry", text: finding?.excerpt ?? "" }])).toEqual([]);
  });

  it("finds none in what was scrubbed, nor in ids and figures", () => {
    expect(findSecrets([{ where: "a", text: 'card [scrubbed] of user_0123456789abcdefghijkmno at 1795731344113, ?token=[scrubbed]' }])).toEqual([]);
    // A span whose id happens to be the number of a card.
    expect(findSecrets([{ where: "newrelic", text: '{"type":"Span","guid":"4242424242424242"}' }])).toEqual([]);
  });
});
