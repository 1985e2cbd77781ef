import type { ReactNode } from "react";
import { light } from "./theme";

export interface Fact {
  label: string;
  value: ReactNode;
  /** A second, quieter line, e.g. the same time in the other person's zone. */
  aside?: ReactNode;
}

/** Label above value, hairlines between: reads alike at 320 and at 600, and in the plain-text version. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <div style={{ margin: "8px 0 20px" }}>
      {facts.map((fact) => (
        <div key={fact.label} className="rule fact" style={{ borderTop: `1px solid ${light.hairline}`, padding: "12px 0" }}>
          <div className="quiet" style={{ color: light.quiet, fontSize: 13, lineHeight: "20px", ...breaking }}>
            {fact.label}
          </div>
          <div className="ink" style={{ color: light.ink, fontSize: 16, lineHeight: "24px", fontWeight: 600, ...breaking }}>
            {fact.value}
          </div>
          {fact.aside ? (
            <div className="quiet" style={{ color: light.quiet, fontSize: 14, lineHeight: "22px", ...breaking }}>
              {fact.aside}
            </div>
          ) : null}
        </div>
      ))}
    </div>
  );
}

const breaking = { overflowWrap: "anywhere", wordBreak: "break-word" } as const;
