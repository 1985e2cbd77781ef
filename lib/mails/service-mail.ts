import "server-only";
import { env } from "@/lib/config/env";
import { formatClock, formatDay, zoneLabel } from "@/lib/core/format-time";
import { renderMail } from "@/emails/render-mail";
import type { MailTask } from "@/lib/outbox/schema";
import { tellFinding } from "@/lib/probes/findings";
import { serviceWords } from "@/lib/probes/service-words";
import type { ComposedMail } from "./account-mail";
import { readerOf, requireRecipient } from "./recipient";

export type ServiceTask = Extract<MailTask, { template: "service-alert" }>;

/** To an admin: a service has failed, or is back. */
export async function serviceMail(task: ServiceTask): Promise<ComposedMail> {
  const user = await requireRecipient(task.recipient_id);
  const recipient = readerOf(user);
  const { service, stage, finding, started_at, ended_at } = task;
  const { app_url } = env();
  const { timezone } = recipient;
  const since = `${formatDay(started_at, timezone)}, ${formatClock(started_at, timezone)}, ${zoneLabel(timezone, started_at)}`;
  const { name, affects } = serviceWords[service];
  const lasted = ended_at ? duration(ended_at.getTime() - started_at.getTime()) : null;
  const content = await renderMail("service-alert", {
    app_url,
    recipient,
    stage,
    service: name,
    ...tellFinding(finding),
    affects,
    since,
    lasted,
    status_url: `${app_url}/admin/integrations`,
  });
  return { to: user.email, content };
}

function duration(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 120) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
