import { X } from "lucide-react";
import Link from "next/link";
import { classNames } from "./class-names";

export function chipStyle(isActive: boolean): string {
  return classNames(
    "inline-flex min-h-9 items-center gap-1.5 rounded-full border px-3.5 text-sm whitespace-nowrap transition-colors",
    isActive ? "border-brand-tint bg-brand-tint text-brand hover:border-brand" : "border-hairline bg-card text-ink hover:border-brand",
  );
}

/** A filter that is on; following it takes the filter away. */
export function RemovableChip({ label, href }: { label: string; href: string }) {
  return (
    <Link href={href} scroll={false} className={chipStyle(true)}>
      <span>{label}</span>
      <X aria-hidden="true" className="size-3.5" />
      <span className="sr-only">, remove this filter</span>
    </Link>
  );
}
