import Link from "next/link";
import { momentWords } from "@/components/booking/session-words";
import { Badge } from "@/components/ui/badge";
import type { PackageSession } from "@/lib/packages/read-purchases";

/** What was booked from a package, the latest first; each leads to its own page. */
export function PackageSessions({ sessions, zone, firstName }: { sessions: PackageSession[]; zone: string; firstName: string }) {
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions" className="text-h3">
        Sessions
      </h2>
      {sessions.length === 0 ? (
        <p className="mt-3 text-quiet">None is booked yet. Choose a time of {firstName}&rsquo;s; no card is asked for.</p>
      ) : (
        <ul className="mt-3 divide-y divide-hairline border-y border-hairline">
          {sessions.map((session) => (
            <li key={session.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-3">
              <Link href={`/bookings/${session.id}`} className="figures font-medium underline-offset-4 hover:text-brand hover:underline">
                {momentWords(new Date(session.starts_at), zone)}
                <span className="sr-only">, {session.subject}</span>
              </Link>
              <Badge tone={session.status === "confirmed" ? "brand" : "neutral"}>{sessionWord(session)}</Badge>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function sessionWord({ status, is_returned }: PackageSession): string {
  if (is_returned) return "Cancelled, back in the package";
  switch (status) {
    case "confirmed":
      return "Booked";
    case "completed":
      return "Taken";
    case "disputed":
      return "In question";
    case "no_show_consumer":
    case "no_show_tutor":
      return "Missed";
    default:
      return "Cancelled";
  }
}
