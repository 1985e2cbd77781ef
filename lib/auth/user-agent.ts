/** What is kept of a browser's own description, to recognise the device by; some send pages of it. */
export function userAgentOf(headers: Headers): string {
  return (headers.get("user-agent") ?? "").slice(0, 300);
}
