/**
 * Who may keep an answer, and for how long: what the app's headers, infra/cloudflare and `npm run cloudflare:check` agree on
 * (docs/integrations/cloudflare.md).
 */
export const keptSeconds = {
  /** Public files in a browser: a replaced drawing is seen the same day. */
  browser: 4 * 3_600,
  /** Public files at the edge: they change with a release at most. */
  edge: 24 * 3_600,
  /** The build's own files at the edge: their names change with their content. */
  static: 30 * 24 * 3_600,
} as const;

export const caching = {
  /** Whatever knows who asks, and every refusal. */
  none: "private, no-store",
  publicFile: `public, max-age=${keptSeconds.browser}, s-maxage=${keptSeconds.edge}`,
} as const;

interface Answer {
  pathname: string;
  status: number;
  cache_control: string | undefined;
  vary: string | undefined;
  sets_cookie: boolean;
}

/**
 * The caching headers that an answer leaves with. Every page knows who asks (the header names the person, times are in their
 * zone, scripts have a nonce), so only files may be kept by anybody else; whoever forgets to say so has said no. A name that
 * ends like a file's is no file: only what was served as public, in fact, is kept (a 404 under /portraits/ is a page).
 * `Vary: Cookie` is for caches that keep what they were told not to.
 */
export function settleCaching({ pathname, status, cache_control, vary, sets_cookie }: Answer): { cache_control: string; vary: string | undefined } {
  const said = cache_control ?? "";
  if (!sets_cookie && status < 400 && /\bpublic\b/.test(said)) return { cache_control: isFile.test(pathname) ? caching.publicFile : said, vary };
  return { cache_control: !sets_cookie && isPrivate.test(said) ? said : caching.none, vary: withCookie(vary) };
}

/** What lies in public/, and the files that Next makes of app/: the same for everybody, and revalidated each time unless told otherwise. */
const isFile = /^\/(portraits\/[^/]+|static\/.+|icon\.svg|favicon\.ico|manifest\.webmanifest|robots\.txt|sitemap\.xml)$/;

/** "private, max-age=300" of a person's own calendar is theirs to keep. */
const isPrivate = /\b(private|no-store)\b/;

function withCookie(vary: string | undefined): string {
  if (!vary) return "Cookie";
  return /(^|[,\s])cookie([,\s]|$)/i.test(vary) || vary.trim() === "*" ? vary : `${vary}, Cookie`;
}
