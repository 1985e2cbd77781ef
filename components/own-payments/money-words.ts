import type { Tone } from "@/components/ui/badge";
import { cardName } from "@/lib/core/card-brand";
import { formatDay } from "@/lib/core/format-time";
import type { OwnMoneyRow } from "@/lib/own-payments/view";

interface MoneyWords {
  title: string;
  detail: string | null;
  badge: { word: string; tone: Tone } | null;
}

/** A row of the list in words. */
export function moneyWords(row: OwnMoneyRow, zone: string): MoneyWords {
  const to = wayWords(row);
  switch (row.state) {
    case "paid":
      return {
        title: row.is_by_hand ? "Paid outside our card payments" : row.card ? `Paid with ${cardName(row.card)}` : "Paid by card",
        detail: null,
        badge: null,
      };
    case "taken_back":
      return {
        title: row.card ? `Paid with ${cardName(row.card)}` : "Paid by card",
        detail: "Your bank has taken it back.",
        badge: { word: "Taken back", tone: "warning" },
      };
    case "given_back":
      return { title: `Given back ${to}`, detail: null, badge: { word: "Refund", tone: "brand" } };
    case "on_its_way":
      return { title: `On its way back ${to}`, detail: arrivalWords(row, zone), badge: { word: "Refund on its way", tone: "info" } };
    case "undelivered":
      return { title: `To go back ${to}`, detail: arrivalWords(row, zone), badge: { word: "Not delivered yet", tone: "warning" } };
  }
}

/** What somebody who waits for it wants to know. */
export function arrivalWords(row: OwnMoneyRow, zone: string): string {
  if (row.expected_by === null) return "It could not be delivered to your card. We are at it; you need not do anything.";
  return `Your bank shows it by ${formatDay(new Date(row.expected_by), zone)} at the latest, ${wayWords(row)}.`;
}

function wayWords({ is_by_hand, card }: OwnMoneyRow): string {
  if (is_by_hand) return "outside our card payments";
  return card ? `to ${cardName(card)}` : "to your card";
}
