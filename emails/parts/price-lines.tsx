import { light } from "./theme";

export interface PriceLine {
  label: string;
  amount: string;
}

/** What was paid or will be received, line by line; the last line is the sum. */
export function PriceLines({ lines }: { lines: PriceLine[] }) {
  return (
    <table className="price-lines" role="presentation" cellPadding={0} cellSpacing={0} border={0} width="100%" style={{ margin: "8px 0 20px", borderCollapse: "collapse" }}>
      <tbody>
        {lines.map((line, index) => {
          const isTotal = index === lines.length - 1;
          const text = {
            borderTop: `1px solid ${light.hairline}`,
            color: light.ink,
            fontSize: isTotal ? 18 : 16,
            fontWeight: isTotal ? 600 : 400,
            lineHeight: "24px",
            padding: "10px 0",
          };
          return (
            <tr key={line.label}>
              {/* A name without a single space breaks rather than widens a phone's screen. */}
              <td className="rule ink" style={{ ...text, overflowWrap: "anywhere", wordBreak: "break-word" }}>
                {line.label}
              </td>
              <td className="rule ink" align="right" style={{ ...text, fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap", paddingLeft: 16 }}>
                {line.amount}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
