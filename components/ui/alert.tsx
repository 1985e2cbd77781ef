import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

type AlertTone = "danger" | "warning" | "info" | "success";

interface AlertProps {
  tone?: AlertTone;
  title?: string | undefined;
  /** False for what stood on the page from the start: only news is announced. */
  isNews?: boolean;
  children: ReactNode;
}

/** What happened and what to do, in a sentence. */
export function Alert({ tone = "info", title, isNews = true, children }: AlertProps) {
  const { Icon, style } = looks[tone];
  const role = tone === "danger" ? "alert" : "status";
  return (
    <div role={isNews ? role : undefined} className={classNames("flex gap-3 rounded-control px-4 py-3", style)}>
      <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 text-ink">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}

const looks = {
  danger: { Icon: CircleAlert, style: "bg-danger-tint text-danger" },
  warning: { Icon: TriangleAlert, style: "bg-warning-tint text-warning" },
  info: { Icon: Info, style: "bg-info-tint text-info" },
  success: { Icon: CircleCheck, style: "bg-brand-tint text-brand" },
} as const;
