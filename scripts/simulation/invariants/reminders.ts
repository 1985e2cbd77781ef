import type { Evidence, SentMail } from "../evidence.ts";
import { punctual_ms } from "../expected-mails.ts";
import type { Session } from "../story.ts";

const lead_ms = { day: 24 * 3_600_000, hour: 3_600_000 };

/** Every reminder that was sent, looked at by itself: of the time that stood then, within a minute of its moment, and once. */
export function reminderProblems({ mails, story, setup }: Evidence): string[] {
  const sessions = new Map(story.sessions.map((session) => [session.booking_id, session]));
  const seen = new Set<string>();
  return mails
    .filter(({ template }) => template === "session-reminder")
    .flatMap((mail) => {
      const session = sessions.get(mail.booking_id);
      const name = `${mail.lead} reminder of session ${session?.number} to ${mail.recipient_id}`;
      const key = `${name} ${mail.version}`;
      const isRepeated = seen.has(key);
      seen.add(key);
      const wasAway = setup.outages.some(({ from, until }) => mail.at >= from && mail.at.getTime() < until.getTime() + 5 * 60_000);
      return [...(isRepeated ? [`${name} came twice`] : []), ...wrongs(mail, session, wasAway).map((wrong) => `${name} ${wrong}`)];
    });
}

function wrongs({ at, version, lead }: SentMail, session: Session | undefined, wasAway: boolean): string[] {
  if (!session?.booked_at || session.booked_at > at) return ["is of a session that is not booked"];
  if (session.canceled && session.canceled.at <= at) return ["is of a session that was cancelled"];
  const standing = session.times.findLastIndex(({ since }) => since <= at);
  const { starts_at } = session.times[standing] ?? { starts_at: at };
  if (standing !== version) return [`speaks of version ${version}, and ${standing} stood then`];
  if (starts_at <= at) return ["came when the session had begun"];
  const moment = starts_at.getTime() - (lead ? lead_ms[lead] : 0);
  const late = at.getTime() - moment;
  return late < 0 || (late > punctual_ms && !wasAway) ? [`came ${late / 1_000} s after its moment`] : [];
}
