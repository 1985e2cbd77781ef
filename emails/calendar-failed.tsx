import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { firstName } from "@/lib/core/name";
import { inSubject } from "./parts/session";
import type { Recipient } from "./parts/session";

export interface CalendarFailedProps {
  app_url: string;
  recipient: Recipient;
  calendar: { name: string };
  /** Why it cannot be read, as one sentence. */
  failure: string;
  availability_url: string;
}

export default function CalendarFailed(props: CalendarFailedProps) {
  const { app_url, recipient, calendar, failure, availability_url } = props;
  return (
    <Letter language={recipient.language} title={subject(props)} preview="What we last knew of it counts for 24 hours." app_url={app_url} reason="You get this mail because you connected a calendar to your hours on MaestroHub.">
      <Title>A calendar of yours cannot be read</Title>
      <Paragraph>
        Hello <Name>{firstName(recipient.name)}</Name>, we look into this calendar every ten minutes so that nobody books you while you are busy. It does not answer
        as it should.
      </Paragraph>
      <Facts
        facts={[
          { label: "Calendar", value: <Name>{calendar.name}</Name> },
          { label: "What is wrong", value: failure },
          { label: "Until it is mended", value: "What it last said counts for 24 hours", aside: "After that its appointments are forgotten, and those times can be booked. We keep trying." },
        ]}
      />
      <Action href={availability_url}>Open my calendars</Action>
      <Paragraph quiet>This is the one mail about it: when the calendar can be read again, you need not do anything.</Paragraph>
    </Letter>
  );
}

export function subject({ calendar }: CalendarFailedProps): string {
  return `Your calendar ${inSubject(calendar.name)} cannot be read`;
}

CalendarFailed.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Amara Okafor", timezone: "Africa/Accra", language: "en" },
  calendar: { name: "Family" },
  failure: "The calendar's server answered that there is nothing at this address.",
  availability_url: "https://maestrohub.example/coach/availability",
} satisfies CalendarFailedProps as CalendarFailedProps;
