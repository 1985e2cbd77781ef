import type { ReactNode } from "react";

/** One matter of the account: what it is about at the side, what can be done about it beside it. */
export function AccountSection({ id, title, lead, children }: { id: string; title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="grid gap-5 border-t border-hairline pt-6 lg:grid-cols-[17rem_minmax(0,36rem)] lg:gap-16">
      <div className="flex flex-col gap-1.5">
        <h2 id={id} className="text-h4">
          {title}
        </h2>
        {lead && <div className="max-w-prose text-sm text-quiet">{lead}</div>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
