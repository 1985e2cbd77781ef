import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Paragraph, Title } from "./parts/letter";
import { inSubject } from "./parts/session";
import type { Recipient } from "./parts/session";

export interface ServiceAlertProps {
  app_url: string;
  recipient: Recipient;
  stage: "began" | "ended";
  /** "Resend" */
  service: string;
  cause: string;
  detail: string | null;
  /** What it means for the people who use the site. */
  affects: string;
  steps: string[];
  /** "14:02, 3 March, New York" */
  since: string;
  /** "26 minutes"; null while it lasts. */
  lasted: string | null;
  status_url: string;
}

export default function ServiceAlert(props: ServiceAlertProps) {
  const { app_url, recipient, stage, service, cause, detail, affects, steps, since, lasted, status_url } = props;
  return (
    <Letter
      language={recipient.language}
      title={subject(props)}
      preview={stage === "began" ? affects : `It lasted ${lasted ?? "a while"}.`}
      app_url={app_url}
      reason="You get this mail because you are an admin of MaestroHub."
    >
      <Title>{stage === "began" ? `${service} needs you` : `${service} works again`}</Title>
      {stage === "began" ? (
        <>
          <Paragraph>{detail ? `${cause} ${detail}` : cause}</Paragraph>
          <Facts
            facts={[
              { label: "Since", value: since },
              { label: "What it affects", value: affects },
              ...steps.map((step, i) => ({ label: `Step ${i + 1}`, value: step })),
            ]}
          />
        </>
      ) : (
        <Facts
          facts={[
            { label: "It was", value: cause },
            { label: "From", value: since, ...(lasted && { aside: `For ${lasted}` }) },
          ]}
        />
      )}
      <Action href={status_url}>Open the status page</Action>
      <Paragraph quiet>{stage === "began" ? "This is the one mail about it until it is over." : "Nothing is left to do."}</Paragraph>
    </Letter>
  );
}

export function subject({ stage, service, cause }: ServiceAlertProps): string {
  if (stage === "ended") return `${service} works again`;
  return `${service}: ${inSubject(cause)}`;
}

ServiceAlert.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Ada Lindqvist", timezone: "America/New_York", language: "en" },
  stage: "began",
  service: "Resend",
  cause: "The sending domain maestrohub.example is not verified.",
  detail: "Resend says “failed” and refuses every mail from it.",
  affects: "Confirmations, receipts and reminders wait; none is lost.",
  steps: [
    "Open Resend, Domains, maestrohub.example.",
    "Add the missing record shown there to your DNS.",
    "Press “Verify” there, then “Check now” here. Waiting mail goes out by itself.",
  ],
  since: "Wednesday, March 3, 2:02 PM (New York)",
  lasted: null,
  status_url: "https://maestrohub.example/admin/integrations",
} satisfies ServiceAlertProps as ServiceAlertProps;
