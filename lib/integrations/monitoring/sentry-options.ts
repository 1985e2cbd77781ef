import type { Breadcrumb, ErrorEvent } from "@sentry/nextjs";
import { scrub } from "@/lib/core/scrub";

/**
 * What Sentry is told, in the server and in the browser alike: none of what a library would collect of headers, cookies,
 * bodies, addresses and variables, and everything that is sent is scrubbed on its way out.
 */
export const sentryOptions = {
  tracesSampleRate: 0.1,
  maxBreadcrumbs: 50,
  sendClientReports: false,
  dataCollection: {
    userInfo: false,
    cookies: false,
    httpHeaders: { request: { allow: ["user-agent", "accept-language", "x-request-id"] }, response: false },
    httpBodies: [] as never[],
    urlQueryParams: false,
    databaseQueryData: false,
    stackFrameVariables: false,
    frameContextLines: 0,
    genAI: { inputs: false, outputs: false },
  },
  beforeSend: (event: ErrorEvent) => scrub(event),
  beforeSendSpan: <Span extends object>(span: Span) => scrub(span),
  beforeBreadcrumb: (breadcrumb: Breadcrumb) => scrub(breadcrumb),
};
