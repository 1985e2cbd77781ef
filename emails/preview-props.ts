import { type MailProps, templates } from "./render-mail";

/** What each mail is looked at with, by its name. */
export function previewProps(): MailProps {
  return Object.fromEntries(Object.entries(templates).map(([name, template]) => [name, template.default.PreviewProps])) as unknown as MailProps;
}

/** The same mail with every name and note replaced by what somebody may have written. */
export function writtenBy<Props extends object>(props: Props, written: string): Props {
  const replace = (value: unknown, key: string): unknown => {
    if (["name", "client_name", "coach_name", "headline", "note", "place", "subject_line", "body"].includes(key)) return written;
    if (Array.isArray(value)) return value.map((part) => replace(part, ""));
    if (value instanceof Date || typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([inner, part]) => [inner, replace(part, inner)]));
  };
  return replace(props, "") as Props;
}
