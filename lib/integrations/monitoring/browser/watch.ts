/** What a page tells its browser; nothing where errors are not reported. */
export interface WatchSettings {
  release: string | null;
  environment: string;
  user: { id: string; email: string; role: string } | null;
}

export interface WatchedError {
  error: unknown;
  digest?: string;
}

/** In the head of each page, written by the server: the session of the page is the session of its reports. */
export const watchMetaName = "maestrohub-reports";

/** What breaks before the SDK is here is kept for it; more than this at once says the same again and again. */
const keptAtMost = 20;

type Loaded = ReturnType<(typeof import("./sentry-browser"))["startSentry"]>;

const kept: WatchedError[] = [];
let settings: WatchSettings | null = null;
let loading: Promise<Loaded | null> | null = null;
let loaded: Loaded | null = null;

/** From the first script on: listens, and fetches the SDK once the page is idle. A few hundred bytes, and no more where it is off. */
export function startWatching(): void {
  window.addEventListener("error", onError);
  window.addEventListener("unhandledrejection", onRejection);
  if ("requestIdleCallback" in window) window.requestIdleCallback(begin, { timeout: 10_000 });
  else setTimeout(begin, 2_000);
}

/** The head of a page that broke on the server is written by the browser, a little later: then it says whether errors are reported. */
function begin(): void {
  if (isOn()) void load();
  else setTimeout(() => (isOn() ? void load() : stopListening()), 5_000);
}

/** For error boundaries, which catch what no listener hears of. */
export function reportBrowserError(error: unknown): void {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  keep({ error, ...(digest && { digest }) });
}

export function noteNavigation(href: string, kind: "push" | "replace" | "traverse"): void {
  loaded?.navigated(href, kind);
}

function onError({ error, message }: ErrorEvent): void {
  // A script of elsewhere tells nothing, and a refused resource is no error of ours.
  if (error) keep({ error });
  else if (message && message !== "Script error.") keep({ error: new Error(message) });
}

function onRejection({ reason }: PromiseRejectionEvent): void {
  keep({ error: reason });
}

function keep(watched: WatchedError): void {
  if (loaded) return loaded.report(watched);
  if (kept.length < keptAtMost) kept.push(watched);
  if (isOn()) void load();
}

function load(): Promise<Loaded | null> {
  loading ??= import("./sentry-browser").then(
    ({ startSentry }) => {
      if (!settings) return null;
      loaded = startSentry(settings);
      // From here on the SDK listens for itself.
      stopListening();
      for (const watched of kept.splice(0)) loaded.report(watched);
      return loaded;
    },
    () => null,
  );
  return loading;
}

function stopListening(): void {
  window.removeEventListener("error", onError);
  window.removeEventListener("unhandledrejection", onRejection);
}

function isOn(): boolean {
  settings ??= readSettings();
  return settings !== null;
}

function readSettings(): WatchSettings | null {
  const content = document.querySelector(`meta[name="${watchMetaName}"]`)?.getAttribute("content");
  try {
    return content ? (JSON.parse(content) as WatchSettings) : null;
  } catch {
    return null;
  }
}
