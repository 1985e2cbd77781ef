import type { Metadata } from "next";
import { CheckButton } from "@/components/admin/integrations/check-button";
import { KeepFresh } from "@/components/admin/integrations/keep-fresh";
import { ServiceRow } from "@/components/admin/integrations/service-row";
import { statusHeading, statusLine } from "@/components/admin/integrations/status-words";
import { requireRole } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { getViewerZone } from "@/lib/http/viewer";
import { readStatus } from "@/lib/probes/read-status";

export const metadata: Metadata = { title: "Integrations", robots: { index: false } };

/** Every service that we lean on: proven to work, or explained. Shows what was last found out; nobody is asked while the page waits. */
export default async function IntegrationsPage() {
  await requireRole("admin", { next: "/admin/integrations" });
  const now = clockNow();
  const [status, { zone }] = await Promise.all([readStatus(now), getViewerZone()]);
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div className="flex flex-col gap-1">
          <h1 className="text-h2">{statusHeading(status)}</h1>
          <p className="text-quiet">{statusLine(status, now)}</p>
        </div>
        <CheckButton variant="secondary" />
      </div>
      <ul className="overflow-hidden rounded-card border border-hairline bg-card">
        {status.rows.map((row) => (
          <ServiceRow key={row.service} row={row} now={now.toISOString()} zone={zone} />
        ))}
      </ul>
      <KeepFresh isStale={status.is_stale} />
    </div>
  );
}
