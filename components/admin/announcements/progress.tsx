import Link from "next/link";
import { DeedButton } from "@/components/admin/jobs/deed-button";
import { Alert } from "@/components/ui/alert";
import { decidedOf } from "@/lib/announcements/rules";
import type { AnnouncementProgress } from "@/lib/announcements/read-announcements";
import { count, leftOutList, people } from "./announcement-words";
import { CancelSending } from "./cancel-sending";

/** How far it is, what came of it for whom, and how to stop it. */
export function Progress({ announcement }: { announcement: AnnouncementProgress }) {
  const { id, status, counts, waiting, is_preparing, trouble } = announcement;
  const path = `/api/admin/announcements/${id}`;
  const isOver = status === "sent" || status === "canceled";
  return (
    <section aria-labelledby="progress" className="flex flex-col gap-5 rounded-card border border-hairline bg-card p-4 sm:p-6">
      <h2 id="progress" className="figures text-h3">
        {headline(announcement)}
      </h2>
      {!is_preparing && <progress aria-labelledby="progress" value={decidedOf(counts)} max={Math.max(1, counts.total)} className="h-2 w-full accent-brand" />}
      <p className="figures text-quiet">{nextWords(announcement)}</p>
      {trouble && <Trouble trouble={trouble} />}
      <Outcomes announcement={announcement} />
      {!isOver && (
        <div className="flex flex-wrap items-start gap-3">
          {status === "sending" ? (
            <DeedButton key="pause" path={`${path}/pause`} done="Paused." variant="secondary">
              Pause
            </DeedButton>
          ) : (
            <DeedButton key="resume" path={`${path}/resume`} done="It goes on.">
              Resume
            </DeedButton>
          )}
          <CancelSending id={id} sent={counts.sent} />
        </div>
      )}
      {status === "canceled" && waiting > 0 && <p className="figures text-sm text-quiet">{people(waiting)} did not get it.</p>}
    </section>
  );
}

function headline({ status, counts, people: confirmed, is_preparing }: AnnouncementProgress): string {
  if (status === "sent") return `Sent to ${people(counts.sent)}`;
  if (status === "canceled") return `Cancelled after ${people(counts.sent)}`;
  if (is_preparing) return `Preparing for ${people(confirmed)}`;
  return `${count(counts.sent)} of ${people(confirmed)}`;
}

function nextWords({ status, waiting, is_preparing }: AnnouncementProgress): string {
  if (status === "sent") return "Everybody who was to get it has it.";
  if (status === "canceled") return "Nobody else gets it.";
  if (status === "paused") return "Nothing goes out until you resume it. A batch that was under way is counted when it has ended.";
  if (is_preparing) return "We write down who gets it, so that nobody does twice. Then it goes out.";
  return `${people(waiting)} ${waiting === 1 ? "waits" : "wait"}. Whoever has quiet hours gets it after them. You can leave this page.`;
}

function Outcomes({ announcement: { counts } }: { announcement: AnnouncementProgress }) {
  const facts = [
    ...leftOutList(counts.left_out).map((words) => `Left out: ${words}`),
    ...(counts.refused > 0 ? [`Refused by Resend for the address: ${count(counts.refused)}`] : []),
    ...(counts.uncertain > 0 ? [`Maybe arrived: ${count(counts.uncertain)}. Resend did not answer in time, and nobody is written to twice.`] : []),
  ];
  if (facts.length === 0) return null;
  return (
    <ul className="figures flex flex-col gap-1 text-sm">
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}

function Trouble({ trouble: { kind, reason } }: { trouble: NonNullable<AnnouncementProgress["trouble"]> }) {
  if (kind === "away") {
    return (
      <Alert tone="warning" title="Resend is away" isNews={false}>
        {reason} It goes on by itself when Resend is back.
      </Alert>
    );
  }
  return (
    <Alert tone="danger" title="It does not go on by itself" isNews={false}>
      <p>{reason}</p>
      <p>
        Mend the cause, which the{" "}
        <Link href="/admin/jobs" className="underline">
          jobs page
        </Link>{" "}
        has too. Then pause it and resume it.
      </p>
    </Alert>
  );
}
