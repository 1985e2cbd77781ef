import { Fragment } from "react";
import { type Line, paragraphsOf } from "@/lib/core/written-text";
import { TextLink } from "./parts/action";
import { Letter, Paragraph, Title } from "./parts/letter";
import { inSubject, type Recipient } from "./parts/session";
import { wordsOf } from "./words/words";

/** What an admin wrote, to many at once: it is the same for each of them but for the link that stops it. */
export interface AnnouncementProps {
  app_url: string;
  /** Nobody by name; `language` is what the announcement is written in. */
  recipient: Recipient;
  subject_line: string;
  /** Plain text with paragraphs, lines and links. */
  body: string;
  stop_url: string;
}

export default function Announcement(props: AnnouncementProps) {
  const { app_url, recipient, body, stop_url } = props;
  const { language } = recipient;
  const words = wordsOf(language).announcement;
  const paragraphs = paragraphsOf(body);
  const title = subject(props);
  return (
    <Letter
      language={language}
      title={title}
      preview={firstWords(paragraphs)}
      app_url={app_url}
      reason={words.reason}
      settings={{ label: words.stop, href: stop_url }}
    >
      <Title>{title}</Title>
      {paragraphs.map((lines, index) => (
        <Paragraph key={index}>
          {lines.map((line, place) => (
            <Fragment key={place}>
              {place > 0 && <br />}
              <Written line={line} />
            </Fragment>
          ))}
        </Paragraph>
      ))}
    </Letter>
  );
}

/** As long as an inbox shows it. */
const subject_max = 100;

export function subject({ subject_line }: AnnouncementProps): string {
  return inSubject(subject_line, subject_max);
}

function Written({ line }: { line: Line }) {
  return line.map(({ text, href }, index) =>
    href ? (
      <TextLink key={index} href={href}>
        {text}
      </TextLink>
    ) : (
      <Fragment key={index}>{text}</Fragment>
    ),
  );
}

function firstWords(paragraphs: Line[][]): string {
  return inSubject((paragraphs[0] ?? []).map((line) => line.map(({ text }) => text).join("")).join(" "), 120);
}

Announcement.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "", timezone: "UTC", language: "en" },
  subject_line: "Group lessons are here, from two people on",
  body: [
    "Hello,",
    "from today on you can book a session together: bring a friend, a child or your quartet, and share the price.\nYour coach decides how many may come.",
    "Here is [how it works](https://maestrohub.example/how-it-works), and here are the coaches who offer it: https://maestrohub.example/coaches?group=1.",
    "Have a good week,\nyour MaestroHub",
  ].join("\n\n"),
  stop_url: "https://maestrohub.example/unsubscribe/preview",
} satisfies AnnouncementProps as AnnouncementProps;
