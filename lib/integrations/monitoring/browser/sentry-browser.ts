import { captureException, captureRouterTransitionStart, init, setUser, withScope } from "@sentry/nextjs";
import { areaOf } from "../areas";
import { sentryOptions } from "../sentry-options";
import type { WatchedError, WatchSettings } from "./watch";

/** The SDK itself, in a chunk of its own: loaded when the page has nothing else to do, or when something broke. */
export function startSentry({ release, environment, user }: WatchSettings): { report: typeof report; navigated: typeof captureRouterTransitionStart } {
  init({
    ...sentryOptions,
    // Our own path takes it and knows where to: blockers and the content security policy need know nothing of Sentry.
    dsn: "https://reports@maestrohub.invalid/1",
    tunnel: "/api/reports",
    environment,
    ...(release && { release }),
    beforeSend: (event) => {
      const route = event.transaction ?? window.location.pathname;
      return sentryOptions.beforeSend({ ...event, tags: { area: areaOf(route), ...event.tags, route, from: "browser" } });
    },
  });
  setUser(user);
  return { report, navigated: captureRouterTransitionStart };
}

function report({ error, digest }: WatchedError): void {
  withScope((scope) => {
    // By its digest an error of the server is found that the browser was told nothing else of.
    if (digest) scope.setTag("digest", digest);
    captureException(error);
  });
}
