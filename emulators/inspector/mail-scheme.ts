/** Neither a frame nor a header can say which scheme the frame prefers, so the question itself is answered in the mail. */
export function inScheme(mail: string, scheme: string | null): string {
  if (scheme !== "dark" && scheme !== "light") return mail;
  return mail.replaceAll(/\(prefers-color-scheme:\s*dark\)/g, scheme === "dark" ? "(min-width: 0px)" : "(max-width: 0px)");
}
