import { Button, Link, Section } from "@react-email/components";
import type { ReactNode } from "react";
import { light } from "./theme";

/** The one thing a mail asks for. */
export function Action({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Section style={{ margin: "8px 0 20px" }}>
      <Button
        className="action"
        href={absolute(href)}
        style={{ display: "inline-block", backgroundColor: light.brand, color: light.on_brand, borderRadius: 10, fontSize: 16, fontWeight: 600, padding: "14px 24px", textAlign: "center" }}
      >
        {children}
      </Button>
    </Section>
  );
}

export function TextLink({ href, children, quiet }: { href: string; children: ReactNode; quiet?: boolean }) {
  return (
    <Link
      className={quiet ? "quiet" : "brand"}
      href={absolute(href)}
      style={{ color: quiet ? light.quiet : light.brand, textDecorationLine: "underline", overflowWrap: "anywhere", wordBreak: "break-word" }}
    >
      {children}
    </Link>
  );
}

/** A relative link leads nowhere from an inbox, and a script must never be one: both are our bug, found before sending. */
function absolute(href: string): string {
  if (!/^https?:\/\/[^/]/i.test(href)) throw new RangeError("a link in a mail is an absolute http(s) address");
  return href;
}
