import { formatMoney } from "@/lib/core/money";
import { accounts } from "@/lib/ledger/accounts";
import type { MoneyView } from "@/lib/ledger/read-money";

/** What each account says now, with what that means. */
export function Balances({ balances }: { balances: MoneyView["balances"] }) {
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      {balances.map(({ currency, accounts: rows }) => (
        <table key={currency} className="figures w-full self-start text-left">
          <caption className="mb-2 text-left text-h4 font-semibold">{currency.toUpperCase()}</caption>
          <thead className="border-b border-hairline text-sm text-quiet">
            <tr>
              <th scope="col" className="py-2 font-medium">
                Account
              </th>
              <th scope="col" className="py-2 pl-3 text-right font-medium">
                Balance
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ account, amount }) => (
              <tr key={account} className="border-b border-hairline align-top">
                <th scope="row" className="py-2 font-normal">
                  {accounts[account].title}
                  <span className="block text-sm text-quiet">{accounts[account].meaning}</span>
                </th>
                <td className="py-2 pl-3 text-right whitespace-nowrap">{formatMoney({ amount, currency })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}
