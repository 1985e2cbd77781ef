import type { ReactNode } from "react";

export function AuthHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col gap-2">
      <h1 className="text-h2">{title}</h1>
      {children && <p className="text-quiet">{children}</p>}
    </div>
  );
}
