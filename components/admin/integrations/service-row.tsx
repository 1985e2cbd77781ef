"use client";

import { Activity, Bug, ChartColumn, ChevronDown, Cloud, Cog, CreditCard, Database, Image, type LucideIcon, Mail, Sparkles } from "lucide-react";
import { useId, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import type { ServiceRow as Row } from "@/lib/probes/read-status";
import type { Service } from "@/lib/probes/schema";
import { CheckButton } from "./check-button";
import { Problem } from "./problem";
import { ServiceDetails } from "./service-details";
import { Sparkline } from "./sparkline";
import { StateBadge } from "./state-badge";
import { agoWords, latencyWords, modeWords } from "./status-words";

/** One service in a line; what is wrong stands under it unasked, everything else when its name is pressed. */
export function ServiceRow({ row, now, zone }: { row: Row; now: string; zone: string }) {
  const [isOpen, setOpen] = useState(false);
  const details = useId();
  const Icon = icons[row.service];
  return (
    <li className={classNames("border-b border-hairline last:border-b-0", isUrgent(row) && "bg-danger-tint/40")}>
      <div className="grid grid-cols-[1.5rem_1fr_auto] items-center gap-x-4 gap-y-1 px-4 py-3 sm:px-5 lg:grid-cols-[1.5rem_11rem_9.5rem_7.5rem_8rem_5rem_1fr_auto] lg:gap-x-3">
        <Icon aria-hidden="true" className="size-5 text-quiet" />
        <h2 className="min-w-0 font-sans text-base font-semibold tracking-normal">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={details}
            onClick={() => setOpen(!isOpen)}
            className="inline-flex min-h-9 items-center gap-1 text-left hover:text-brand"
          >
            {row.name}
            <ChevronDown aria-hidden="true" className={classNames("size-4 shrink-0 text-quiet transition-transform", isOpen && "rotate-180")} />
          </button>
        </h2>
        <div className="text-right lg:text-left">
          <StateBadge row={row} />
        </div>
        <p className="col-start-2 text-sm text-quiet lg:col-start-auto">{modeWords(row)}</p>
        <div className="hidden lg:block">
          <Sparkline row={row} />
        </div>
        <p className="figures text-right text-sm lg:text-left">
          <span className="sr-only">Latency: </span>
          {latencyWords(row.latency_ms)}
        </p>
        <p className="figures col-start-2 text-sm text-quiet lg:col-start-auto lg:text-right">{successWords(row, now)}</p>
        <div className="text-right">
          <CheckButton service={row.service} name={row.name} variant="quiet" />
        </div>
      </div>
      {row.problem && <Problem row={row} problem={row.problem} zone={zone} />}
      <div id={details} hidden={!isOpen}>
        {isOpen && <ServiceDetails row={row} now={now} zone={zone} />}
      </div>
    </li>
  );
}

function isUrgent({ state }: Row): boolean {
  return state === "failing" || state === "misconfigured";
}

function successWords({ last_success_at }: Row, now: string): string {
  return last_success_at ? `last success ${agoWords(new Date(last_success_at), new Date(now))}` : "last success never";
}

const icons: Record<Service, LucideIcon> = {
  database: Database,
  worker: Cog,
  stripe: CreditCard,
  resend: Mail,
  cloudinary: Image,
  mixpanel: ChartColumn,
  sentry: Bug,
  newrelic: Activity,
  cloudflare: Cloud,
  llm: Sparkles,
};
