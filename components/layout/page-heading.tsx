import type { ReactNode } from "react";

/** The one h1 of a page, with a sentence under it. */
export function PageHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col gap-3">
      <h1 className="text-h2 sm:text-h1">{title}</h1>
      {children && <p className="max-w-prose text-lg text-quiet">{children}</p>}
    </div>
  );
}
