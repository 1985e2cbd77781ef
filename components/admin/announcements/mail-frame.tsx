interface MailFrameProps {
  subject: string;
  html: string;
}

/** A mail as a mail program draws it: nothing in it runs, and its links lead nowhere. */
export function MailFrame({ subject, html }: MailFrameProps) {
  return (
    <figure className="overflow-hidden rounded-card border border-hairline bg-card">
      <figcaption className="border-b border-hairline px-4 py-3">
        <span className="block text-sm text-quiet">Subject</span>
        <span className="block font-semibold break-words">{subject || "Without a subject"}</span>
      </figcaption>
      <iframe title="The mail" sandbox="" srcDoc={html} className="block h-144 w-full" />
    </figure>
  );
}
