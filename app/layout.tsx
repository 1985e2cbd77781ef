import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { CountSteps } from "@/components/analytics/count-steps";
import { ServerClock } from "@/components/clock/server-clock";
import { AskConsent } from "@/components/consent/ask-consent";
import { WatchSettings } from "@/components/monitoring/watch-settings";
import { clockNow } from "@/lib/clock/clock";
import { env } from "@/lib/config/env";
import { fontVariables } from "./fonts";
import "./globals.css";

export default async function RootLayout({ children }: { children: ReactNode }) {
  // The nonce of the content security policy lives in the request: a page rendered ahead of time would have its scripts blocked.
  await headers();
  return (
    <html lang="en" className={fontVariables}>
      <head>
        <WatchSettings />
      </head>
      <body className="flex min-h-dvh flex-col">
        {/* What is streamed in stays hidden until a script puts it in its place: without scripts it is shown where it is. */}
        <noscript>
          <style>{`@layer theme{[data-skeleton]{display:none!important}div[hidden][id^="S:"]{display:block!important}}footer{order:1}`}</style>
        </noscript>
        <a
          href="#content"
          className="sr-only z-50 rounded-control bg-brand px-4 py-2 text-on-brand focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
        >
          Skip to the content
        </a>
        <ServerClock now={clockNow().toISOString()}>
          <AskConsent />
          {children}
          <CountSteps />
        </ServerClock>
      </body>
    </html>
  );
}

export function generateMetadata(): Metadata {
  return {
    metadataBase: new URL(env().app_url),
    title: { default: "MaestroHub: find the coach who gets you there", template: "%s · MaestroHub" },
    description: "Find a coach, pick a time, pay and meet. Every coach is approved by a person, and paid only after the session.",
    applicationName: "MaestroHub",
    openGraph: { siteName: "MaestroHub", type: "website", locale: "en_US" },
    formatDetection: { telephone: false, email: false, address: false },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#FAF7F2" },
    { media: "(prefers-color-scheme: dark)", color: "#141311" },
  ],
};
