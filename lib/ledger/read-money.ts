import "server-only";
import type { Filter } from "mongodb";
import { collections } from "@/lib/db/collections";
import { type Account, accountNames, inItsSide } from "./accounts";
import { cursorOf, readCursor } from "./cursor";
import { firstDay, type MoneyFilter } from "./filter";
import type { EntryKind, LedgerEntry } from "./schema";
import { timelineOf, type TimelineStep } from "./timeline";

const pageSize = 50;

export interface DayFigures {
  day: string;
  gross: number;
  fees: number;
  refunds: number;
  payouts: number;
}

export interface MoneyView {
  /** As of now, all days together; each in the way its account is read. */
  balances: { currency: string; accounts: { account: Account; amount: number }[] }[];
  /** Of the period, by currency. */
  charts: { currency: string; days: DayFigures[]; total: Omit<DayFigures, "day"> }[];
  entries: (TimelineStep & { booking_id: string; market_id: string })[];
  /** The address of the next page; null on the last. */
  next: string | null;
  markets: string[];
  currencies: string[];
}

/** The books as an admin looks at them. */
export async function readMoney(filter: MoneyFilter, now: Date): Promise<MoneyView> {
  const { ledger_entries } = collections();
  const [balances, charts, page, markets, currencies] = await Promise.all([
    readBalances(filter),
    readCharts(filter, now),
    listEntries({ filter, now, limit: pageSize + 1 }),
    ledger_entries.distinct("market_id"),
    ledger_entries.distinct("currency"),
  ]);
  const shown = page.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    ...{ balances, charts, markets: markets.toSorted(), currencies: currencies.toSorted() },
    entries: timelineOf(shown).map((step, i) => ({ ...step, booking_id: shown[i]?.booking_id ?? "", market_id: shown[i]?.market_id ?? "" })),
    next: page.length > pageSize && last ? cursorOf(last) : null,
  };
}

/** The newest first; the same rows however many are booked meanwhile, since a page goes on behind an entry and not behind a number. */
export function listEntries({ filter, now, limit }: { filter: MoneyFilter; now: Date; limit: number }): Promise<LedgerEntry[]> {
  const before = filter.before === null ? null : readCursor(filter.before);
  const older: Filter<LedgerEntry> = before ? { $or: [{ created_at: { $lt: before.created_at } }, { created_at: before.created_at, _id: { $lt: before._id } }] } : {};
  return collections()
    .ledger_entries.find({ ...chosen(filter), day: { $gte: firstDay(filter, now) }, ...older })
    .sort({ created_at: -1, _id: -1 })
    .limit(limit)
    .toArray();
}

async function readBalances(filter: MoneyFilter): Promise<MoneyView["balances"]> {
  const rows = await collections()
    .ledger_entries.aggregate<{ _id: { currency: string; account: Account }; amount: number }>([
      { $match: chosen(filter) },
      { $unwind: "$lines" },
      { $group: { _id: { currency: "$currency", account: "$lines.account" }, amount: { $sum: "$lines.amount" } } },
    ])
    .toArray();
  const currencies = [...new Set(rows.map(({ _id }) => _id.currency))].toSorted();
  const sumOf = (currency: string, account: Account) => rows.find(({ _id }) => _id.currency === currency && _id.account === account)?.amount ?? 0;
  return currencies.map((currency) => ({ currency, accounts: accountNames.map((account) => ({ account, amount: inItsSide(account, sumOf(currency, account)) })) }));
}

interface Sum {
  _id: { currency: string; day: string; kind: EntryKind; account: Account };
  amount: number;
}

async function readCharts(filter: MoneyFilter, now: Date): Promise<MoneyView["charts"]> {
  const sums = await collections()
    .ledger_entries.aggregate<Sum>([
      { $match: { ...chosen(filter), day: { $gte: firstDay(filter, now) } } },
      { $unwind: "$lines" },
      { $group: { _id: { currency: "$currency", day: "$day", kind: "$kind", account: "$lines.account" }, amount: { $sum: "$lines.amount" } } },
    ])
    .toArray();
  const first = Date.parse(`${firstDay(filter, now)}T00:00:00Z`);
  return [...new Set(sums.map(({ _id }) => _id.currency))].toSorted().map((currency) => {
    const days = Array.from({ length: filter.days }, (_, i) => ({ ...nothing, day: new Date(first + i * 86_400_000).toISOString().slice(0, 10) }));
    const byDay = new Map(days.map((day) => [day.day, day]));
    const total = { ...nothing };
    for (const sum of sums.filter(({ _id }) => _id.currency === currency)) {
      const figure = figureOf(sum._id);
      const day = byDay.get(sum._id.day);
      if (!figure || !day) continue;
      const amount = figure === "gross" ? sum.amount : 0 - sum.amount;
      day[figure] += amount;
      total[figure] += amount;
    }
    return { currency, days, total };
  });
}

const nothing = { gross: 0, fees: 0, refunds: 0, payouts: 0 };

/** Cash that came and went, and what of it is our fee. */
function figureOf({ kind, account }: Sum["_id"]): keyof typeof nothing | null {
  if (account === "platform_revenue") return "fees";
  if (kind === "dispute_lost") return account === "disputes" ? "refunds" : null;
  if (account !== "stripe_balance" && account !== "offline_cash") return null;
  if (["payment_captured", "manual_received", "sponsorship_paid"].includes(kind)) return "gross";
  if (["refund_sent", "refund_returned", "manual_returned", "sponsorship_refunded", "sponsorship_refund_returned"].includes(kind)) return "refunds";
  return kind === "transfer_sent" || kind === "transfer_reversed" ? "payouts" : null;
}

function chosen({ market, currency }: MoneyFilter): Filter<LedgerEntry> {
  return { ...(market && { market_id: market }), ...(currency && { currency }) };
}
