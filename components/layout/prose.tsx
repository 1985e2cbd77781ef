import type { ReactNode } from "react";
import { PageHeading } from "./page-heading";

/** A page to read: a heading, a lead, and sections at a comfortable width. */
export function Prose({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <div className="wrap py-10 sm:py-16">
      <PageHeading title={title}>{lead}</PageHeading>
      <div className="mt-10 flex max-w-[42rem] flex-col gap-10">{children}</div>
    </div>
  );
}

export function ProseSection({ title, id, children }: { title: string; id?: string; children: ReactNode }) {
  return (
    <section id={id} className="flex flex-col gap-3 border-t border-hairline pt-6">
      <h2 className="text-h3">{title}</h2>
      {children}
    </section>
  );
}
