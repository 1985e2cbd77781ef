import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  icon?: LucideIcon;
  title: string;
  children?: ReactNode;
  /** The way on: a link or a button. */
  action?: ReactNode;
}

export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-3 rounded-card border border-hairline bg-card p-6 sm:p-8">
      {Icon && <Icon aria-hidden="true" className="size-6 text-brand" />}
      <h2 className="text-h3">{title}</h2>
      {children && <div className="max-w-prose text-quiet">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap gap-3">{action}</div>}
    </div>
  );
}
