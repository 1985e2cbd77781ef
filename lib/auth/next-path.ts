const base = "http://own.invalid";

/**
 * The path after `?next=`, or null unless a browser surely stays on our own site when it follows it: no scheme, no
 * host, and none of the spellings (`//`, `/\`, control characters) that URL parsers read as one.
 */
export function safeNextPath(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 500) return null;
  if (!value.startsWith("/") || /[\\\p{Cc}]/u.test(value)) return null;
  if (!URL.canParse(value, base)) return null;
  const url = new URL(value, base);
  if (url.origin !== base || url.pathname.startsWith("//") || /^\/(api|sign-in|register)(\/|$)/.test(url.pathname)) return null;
  return url.pathname + url.search + url.hash;
}

export function signInPath(next?: string): string {
  return withNext("/sign-in", next);
}

/** A link to signing in or registering that remembers where the person was going. */
export function withNext(path: "/sign-in" | "/register", next: string | null | undefined): string {
  return next && next !== "/" ? `${path}?next=${encodeURIComponent(next)}` : path;
}
