import { expect, it } from "vitest";
import { openStore } from "../store.ts";
import { createIdempotency } from "./idempotency.ts";

const hour = 3_600_000;
const call = (idempotency_key: string) => ({ caller_key: "sk_test_1", idempotency_key, endpoint: "/v1/refunds", fingerprint: "{}" });

function setUp() {
  const store = openStore(null);
  const clock = { ms: 0 };
  const idempotency = createIdempotency(store, () => new Date(clock.ms));
  const make = (key: string) => {
    const known = idempotency.begin(call(key));
    if (!known) idempotency.finish(call(key), { request_id: "req_1", status: 200, body: key });
    return known?.body ?? null;
  };
  return { clock, make, idempotency, kept: () => store.list("stripe.idempotency_keys").length };
}

it("what is remembered goes when a day has passed, without being asked for again", () => {
  const { clock, make, kept } = setUp();
  for (let i = 0; i < 50; i++) make(`old_${i}`);
  clock.ms = 25 * hour;
  make("new_1");
  expect(kept()).toBe(1);
  expect(make("new_1")).toBe("new_1");
});

it("no more than 20,000 answers are kept, the newest", () => {
  const { make, kept } = setUp();
  for (let i = 0; i < 20_050; i++) make(`op_${i}`);
  expect(kept()).toBe(20_000);
  expect(make("op_20049")).toBe("op_20049");
  expect(make("op_49")).toBeNull();
});

it("a key that was used again after its day counts as new", () => {
  const { clock, make } = setUp();
  make("op_1");
  make("op_2");
  clock.ms = 25 * hour;
  expect(make("op_1")).toBeNull();
  clock.ms = 30 * hour;
  make("op_3");
  expect(make("op_1")).toBe("op_1");
});
