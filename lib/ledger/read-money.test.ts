import { beforeAll, describe, expect, it } from "vitest";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { entriesCsv } from "./entries-csv";
import { readFilter } from "./filter";
import { readMoney } from "./read-money";
import { aSale, bookSale, now } from "./test-books";

setUpTestDatabase();
beforeAll(async () => {
  for (let i = 0; i < 30; i += 1) await bookSale(aSale());
  await bookSale(aSale({ currency: "inr", market_id: "IN_INR" }));
});

describe("the books as an admin looks at them", () => {
  it("are summed up by currency, each account on its own side", async () => {
    const { balances, charts } = await readMoney(readFilter({}), now);
    expect(balances.map(({ currency }) => currency)).toEqual(["inr", "usd"]);
    const usd = Object.fromEntries(balances[1]?.accounts.map(({ account, amount }) => [account, amount]) ?? []);
    expect(usd).toMatchObject({ stripe_balance: 30 * 4_825, stripe_fees: 30 * 175, platform_revenue: 30 * 500, coach_pending: 30 * 4_500 });
    expect(charts[1]?.total).toEqual({ gross: 150_000, fees: 15_000, refunds: 0, payouts: 0 });
    expect((await readMoney(readFilter({ market: "IN_INR" }), now)).balances.map(({ currency }) => currency)).toEqual(["inr"]);
  });

  it("have pages that show each entry once, and stay where they are while more is booked", async () => {
    const first = await readMoney(readFilter({}), now);
    await bookSale(aSale({ market_id: "GB_GBP", currency: "gbp" }));
    const second = await readMoney(readFilter({ before: first.next ?? "" }), now);
    const ids = [...first.entries, ...second.entries].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(first.entries).toHaveLength(50);
  });

  it("pass over what an address says that is no filter", () => {
    expect(readFilter({ days: "31", market: "x", currency: "$ne", before: "2027-99-99T00:00:00.000Z_led_1" })).toEqual({ days: 30, market: null, currency: null, before: null });
  });

  it("are a file with a row a line", async () => {
    const text = await new Response(entriesCsv(readFilter({ currency: "inr" }), now)).text();
    expect(text.trimEnd().split("\r\n")).toHaveLength(1 + 3 + 2);
    expect(text).toContain(",stripe_balance,50.00,,INR,");
  });
});
