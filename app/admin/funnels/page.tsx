import { ChartNoAxesColumn } from "lucide-react";
import type { Metadata } from "next";
import { DayChart, dayWords, everyDay } from "@/components/admin/day-chart";
import { FunnelSteps } from "@/components/admin/funnel-steps";
import { marketWords, roleWords } from "@/components/admin/funnel-words";
import { GroupTable } from "@/components/admin/group-table";
import { PageHeading } from "@/components/layout/page-heading";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Select } from "@/components/ui/select";
import { type FunnelId, funnelIds, funnels } from "@/lib/analytics-events/funnels";
import { readFunnel } from "@/lib/analytics-events/read-funnel";
import { requireRole } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import type { PageProps } from "@/lib/http/page-props";

export const metadata: Metadata = { title: "Funnels", robots: { index: false } };

const ranges = [7, 30, 90, 365];

/** How far people come, where they stop, and how long they take: from our own count, with or without Mixpanel. */
export default async function FunnelsPage({ searchParams }: PageProps) {
  await requireRole("admin", { next: "/admin/funnels" });
  const now = clockNow();
  const { funnel_id, days, market, role } = readChoice(await searchParams);
  const funnel = funnels[funnel_id];
  const report = await readFunnel({ funnel, days, market, role, now });
  const isEmpty = report.steps.every(({ people }) => people === 0) && report.without_person.every((count) => count === 0);
  const perDay = everyDay(report.by_day, { until: now, count: days });
  return (
    <div className="flex flex-col gap-8">
      <PageHeading title="Funnels">How far people come and where they stop. Whoever allowed statistics is followed from step to step; everybody else is counted a step at a time, without being told apart.</PageHeading>
      <form className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_1fr_auto]">
        <Select label="Funnel" name="funnel" defaultValue={funnel_id} options={funnelIds.map((id) => ({ value: id, label: funnels[id].title }))} />
        <Select label="Days" name="days" defaultValue={String(days)} options={ranges.map((range) => ({ value: String(range), label: `Last ${range} days` }))} />
        <Select label="Market" name="market" defaultValue={market ?? ""} options={withAll("All markets", report.markets, marketWords, market)} />
        <Select label="Role" name="role" defaultValue={role ?? ""} options={withAll("All roles", report.roles, (name) => roleWords[name] ?? name, role)} />
        <Button type="submit" variant="secondary" className="justify-self-start">
          Show
        </Button>
      </form>
      {isEmpty ? (
        <EmptyState icon={ChartNoAxesColumn} title="Nobody yet">
          In these days nobody took the first step. Choose more days, or all markets and roles.
        </EmptyState>
      ) : (
        <>
          <section aria-labelledby="steps" className="flex flex-col gap-4">
            <h2 id="steps" className="text-h3">
              {funnel.title}
            </h2>
            <FunnelSteps steps={report.steps} withoutPerson={report.without_person} />
          </section>
          <section aria-labelledby="days" className="flex flex-col gap-4">
            <h2 id="days" className="text-h3">
              By day
            </h2>
            <DayChart title={funnel.title} days={perDay} />
            <details>
              <summary className="link w-fit cursor-pointer">The figures of each day</summary>
              <div className="mt-4 max-w-2xl">
                <GroupTable caption="By the day of the first step, in UTC" head="Day" groups={report.by_day.toReversed()} nameOf={dayWords} />
              </div>
            </details>
          </section>
          <div className="grid gap-8 lg:grid-cols-2">
            <GroupTable caption="By market" head="Market" groups={report.by_market} nameOf={marketWords} />
            <GroupTable caption="By role" head="Role" groups={report.by_role} nameOf={(name) => roleWords[name] ?? name} />
          </div>
        </>
      )}
    </div>
  );
}

/** Whatever else the address says is passed over. */
function readChoice(params: Record<string, string | string[] | undefined>) {
  const text = (name: string) => (typeof params[name] === "string" && params[name] !== "" ? params[name] : null);
  const funnel_id: FunnelId = funnelIds.find((id) => id === text("funnel")) ?? "booking";
  const days = ranges.find((range) => String(range) === text("days")) ?? 30;
  const market = /^([A-Z]{2}_[A-Z]{3}|unknown)$/.test(text("market") ?? "") ? text("market") : null;
  const role = text("role") !== null && Object.hasOwn(roleWords, text("role") ?? "") ? text("role") : null;
  return { funnel_id, days, market, role };
}

function withAll(all: string, names: string[], nameOf: (name: string) => string, chosen: string | null) {
  const shown = chosen && !names.includes(chosen) ? [...names, chosen] : names;
  return [{ value: "", label: all }, ...shown.map((name) => ({ value: name, label: nameOf(name) }))];
}
