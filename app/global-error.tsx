"use client";

import { useReport } from "@/components/monitoring/use-report";
import { fontVariables } from "./fonts";
import "./globals.css";

/** The last resort, when even the frame of all pages broke: no links of the router, no data. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  useReport(error);
  return (
    <html lang="en" className={fontVariables}>
      <body>
        <title>That came out wrong · MaestroHub</title>
        <main className="wrap flex min-h-dvh flex-col items-start justify-center gap-6 py-16">
          <p className="font-display text-h4 font-semibold">MaestroHub</p>
          <h1 className="text-h2">That came out wrong</h1>
          <p className="max-w-prose text-lg text-quiet">
            Something broke on our side, and we have been told. Nothing was booked or charged by opening this page.
          </p>
          <div className="flex flex-wrap items-center gap-6">
            <button type="button" onClick={retry} className="min-h-11 rounded-control bg-brand px-4 font-medium text-on-brand hover:bg-brand-hover">
              Try again
            </button>
            {/* A full load: the router may be what broke. */}
            {/* eslint-disable-next-line @next/next/no-html-link-for-pages */}
            <a href="/" className="link">
              Go to the first page
            </a>
          </div>
        </main>
      </body>
    </html>
  );
}
