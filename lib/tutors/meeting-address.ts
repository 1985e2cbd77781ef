/** Rooms that we know to be video calls; a subdomain of the starred ones is the same service (us02web.zoom.us). */
const hosts = ["zoom.us", "*.zoom.us", "meet.google.com", "teams.microsoft.com", "*.webex.com"];

/**
 * The link as it will be stored, or null where it does not lead into one of those rooms: https only, no name or password, no
 * port, and a path, since the bare host is no room. What a browser would read in another way than a person is normalised
 * by the URL parser first.
 */
export function meetingAddress(text: string): string | null {
  if (text.length > 500 || !URL.canParse(text)) return null;
  const { protocol, hostname, port, username, password, pathname, href } = new URL(text);
  const isPlain = protocol === "https:" && port === "" && username === "" && password === "" && pathname.length > 1;
  return isPlain && hosts.some((host) => fits(hostname, host)) ? href : null;
}

function fits(hostname: string, host: string): boolean {
  return host.startsWith("*") ? hostname.endsWith(host.slice(1)) && hostname.length >= host.length : hostname === host;
}
