import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { chipStyle } from "@/components/ui/chip";
import { classNames } from "@/components/ui/class-names";

/**
 * A chip that opens its choices: a popover under it, on a phone a sheet at the bottom edge. `details` of one name close
 * each other, and need no script.
 */
export function FilterMenu({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details name="filter" className="group relative shrink-0">
      <summary className={classNames(chipStyle(false), "group-open:border-brand")}>
        {label}
        <ChevronDown aria-hidden="true" className="size-3.5 text-quiet" />
      </summary>
      <div className="z-20 max-h-[70dvh] min-w-64 overflow-y-auto border border-hairline bg-card p-2 shadow-float group-open:rise max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-t-card max-sm:pb-6 sm:absolute sm:top-full sm:left-0 sm:mt-2 sm:rounded-card">
        <p className="px-3 pt-2 pb-1 font-display text-h4 font-semibold sm:hidden">{label}</p>
        {children}
      </div>
    </details>
  );
}
