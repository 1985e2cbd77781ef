import type { FindingTable } from "@/lib/probes/finding-entry";

const verify = "Press “Verify” there, then “Check now” here. Waiting mail goes out by itself.";

export const resendFindings: FindingTable = {
  key_refused: {
    state: "misconfigured",
    cause: "Resend refuses our key.",
    detail: "It answered {status}: the key was deleted, or copied with a part missing.",
    steps: [
      "Open Resend, API keys, and make a new key with sending access.",
      "Copy it into RESEND_API_KEY and restart the app.",
      "Waiting mail goes out by itself. Press “Check now” here.",
    ],
  },
  sender_malformed: {
    state: "misconfigured",
    cause: "FROM_EMAIL is no sender that a mail can have.",
    steps: ["Write it as: MaestroHub <hello@your-domain>.", "Restart the app, then press “Check now”."],
  },
  sender_is_test: {
    state: "degraded",
    cause: "Mail is sent from Resend’s test domain, which reaches nobody but the account’s owner.",
    steps: ["Open Resend, Domains, and add your own domain.", "Set FROM_EMAIL to an address of it and restart the app.", "Press “Check now” here."],
  },
  domain_missing: {
    state: "misconfigured",
    cause: "The sender’s domain {domain} is not at Resend.",
    detail: "Resend refuses every mail from it.",
    steps: ["Open Resend, Domains, “Add domain”, {domain}.", "Add the records shown there (SPF, DKIM) to your DNS.", verify],
  },
  domain_unverified: {
    state: "failing",
    cause: "The sending domain {domain} is not verified.",
    detail: "Resend says “{status}” and refuses every mail from it.",
    steps: ["Open Resend, Domains, {domain}.", "Add the missing record shown there to your DNS.", verify],
  },
  records_missing: {
    state: "degraded",
    cause: "{domain} lacks {records}: mail is likely to end up as spam.",
    steps: ["Open Resend, Domains, {domain}.", "Add the {records} record shown there to your DNS.", verify],
  },
  dmarc_missing: {
    state: "degraded",
    is_quiet: true,
    cause: "{domain} has no DMARC record: Google and Yahoo may put our mail among the spam.",
    steps: ["Add to your DNS: _dmarc.{domain} TXT “v=DMARC1; p=none; rua=mailto:you@{domain}”.", "Give DNS an hour, then press “Check now”."],
  },
  quota_exceeded: {
    state: "failing",
    cause: "Resend’s {period} quota is used up.",
    detail: "It answers 429 until the quota begins anew; mail waits in the outbox and none is lost.",
    steps: [
      "Open Resend, Settings, Usage, and take a larger plan; or wait until the quota begins anew.",
      "Waiting mail goes out by itself. Press “Check now” here.",
    ],
  },
};
