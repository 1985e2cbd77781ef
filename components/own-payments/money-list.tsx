import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { formatLongDay } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import type { OwnMoneyRow } from "@/lib/own-payments/view";
import { receiptPath, salePath } from "@/lib/receipts/paths";
import { moneyWords } from "./money-words";

/** The latest first; each leads to its session or package and, where it was paid, to the receipt. */
export function MoneyList({ rows, zone }: { rows: OwnMoneyRow[]; zone: string }) {
  return (
    <ul aria-label="Payments and refunds" className="figures border-t border-hairline">
      {rows.map((row) => {
        const { title, detail, badge } = moneyWords(row, zone);
        return (
          <li key={row.id} className="grid gap-x-6 gap-y-1 border-b border-hairline py-4 sm:grid-cols-[1fr_auto]">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
                <Link href={salePath(row.booking_id)} className="hover:text-brand">
                  {row.what}
                </Link>
                {badge && <Badge tone={badge.tone}>{badge.word}</Badge>}
              </p>
              <p className="text-sm text-quiet">
                {title}, {formatLongDay(new Date(row.at), zone)}
              </p>
              {detail && <p className="text-sm text-quiet">{detail}</p>}
            </div>
            <div className="flex items-baseline gap-4 sm:flex-col sm:items-end sm:gap-1">
              <p className="font-semibold">
                {row.kind === "refund" && <span aria-hidden="true">+</span>}
                {formatMoney(row.amount)}
                {row.kind === "refund" && <span className="sr-only"> back to you</span>}
              </p>
              {row.kind === "payment" && (
                <Link href={receiptPath(row.booking_id)} className="link text-sm">
                  Receipt<span className="sr-only"> of {row.what}</span>
                </Link>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
