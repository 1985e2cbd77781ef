import { type ExpectedMail, expectedMails } from "../expected-mails.ts";
import type { Evidence, SentMail } from "../evidence.ts";

type Named = Pick<SentMail, "template" | "recipient_id" | "booking_id" | "version" | "lead">;

/** The mails that were sent are those that the story asks for, each once and in time; and Resend has what was handed to it. */
export function mailProblems(evidence: Evidence): string[] {
  const expected = new Map(expectedMails(evidence).map((mail) => [nameOf(mail), mail]));
  const sent = new Map<string, SentMail[]>();
  for (const mail of evidence.mails) sent.set(nameOf(mail), [...(sent.get(nameOf(mail)) ?? []), mail]);

  const missing = [...expected].filter(([name, { isOptional }]) => !isOptional && !sent.has(name)).map(([name]) => `not sent: ${name}`);
  const unexpected = [...sent.keys()].filter((name) => !expected.has(name)).map((name) => `sent for no reason: ${name}`);
  const twice = [...sent].filter(([, mails]) => mails.length > 1).map(([name, mails]) => `sent ${mails.length} times: ${name}`);
  const astray = [...sent].flatMap(([name, mails]) => mails.flatMap((mail) => lateness(mail, expected.get(name)))).map((words) => `at the wrong time: ${words}`);
  return [...missing, ...unexpected, ...twice, ...astray, ...resendProblems(evidence)];
}

function lateness(mail: SentMail, expected: ExpectedMail | undefined): string[] {
  if (!expected || (mail.at >= expected.due && mail.at <= expected.latest)) return [];
  return [`${nameOf(mail)} came at ${mail.at.toISOString()}, and was due at ${expected.due.toISOString()}`];
}

/** Of the mails that were rendered and handed over for real, Resend holds each once, and no other. */
function resendProblems({ mails, at_resend }: Evidence): string[] {
  const handed = mails.filter(({ is_rendered }) => is_rendered).map(({ key }) => key);
  const known = new Set(handed);
  const lost = handed.filter((key) => !at_resend.includes(key)).map((key) => `Resend does not have ${key}`);
  const extra = at_resend.filter((key, index) => !known.has(key) || at_resend.indexOf(key) !== index).map((key) => `Resend has one too many of ${key}`);
  return [...lost, ...extra];
}

function nameOf({ template, recipient_id, booking_id, version, lead }: Named): string {
  return [template, ...(lead ? [lead] : []), booking_id, ...(version === null ? [] : [`version ${version}`]), recipient_id].join(" ");
}
