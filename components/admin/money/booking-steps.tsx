import { momentWords } from "@/components/booking/session-words";
import { formatMoney } from "@/lib/core/money";
import { accounts, inItsSide } from "@/lib/ledger/accounts";
import type { BookingMoney } from "@/lib/ledger/read-booking-money";
import { entryWords } from "@/lib/ledger/words";

/** Everything that happened to a booking's money, the first first, with what it did to each account. */
export function BookingSteps({ steps, zone }: { steps: BookingMoney["steps"]; zone: string }) {
  return (
    <ol className="figures flex flex-col gap-4">
      {steps.map((step) => (
        <li key={step.id} className="border-l-2 border-hairline pl-4">
          <p className="flex flex-wrap justify-between gap-x-4">
            <span className="font-medium">{entryWords[step.kind]}</span>
            <span>{formatMoney(step)}</span>
          </p>
          <p className="text-sm text-quiet">{momentWords(new Date(step.at), zone)}</p>
          <ul className="mt-1 text-sm text-quiet">
            {step.lines.map(({ account, amount }) => {
              const change = inItsSide(account, amount);
              return (
                <li key={account} className="flex flex-wrap justify-between gap-x-4">
                  <span>{accounts[account].title}</span>
                  <span>
                    {change > 0 ? "+" : "−"}
                    {formatMoney({ amount: Math.abs(change), currency: step.currency })}
                  </span>
                </li>
              );
            })}
          </ul>
        </li>
      ))}
    </ol>
  );
}
