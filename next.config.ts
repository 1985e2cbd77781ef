import { execFileSync } from "node:child_process";
import { withSentryConfig } from "@sentry/nextjs/config";
import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  // Two builds may live side by side: the demo's, and the one that tests run against.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  // The yardsticks of `npm run bench` exist in its own build only.
  pageExtensions: process.env.BENCH ? ["bench.tsx", "bench.ts", "tsx", "ts"] : ["tsx", "ts"],
  // With its cache kept over a restart, Turbopack 16.4 at times serves a chunk of another build, and the page reloads for ever.
  // A document of 10 MB in base64 passes the proxy, which keeps 10 MB of a body and drops the rest unless told otherwise.
  experimental: { turbopackFileSystemCacheForDev: false, proxyClientMaxBodySize: "16mb" },
  // `npm run typecheck` checks all of the tree, once; a build is no second opinion.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["cloudinary", "mongodb", "newrelic", "pino", "mixpanel", "timezones-ical-library", "unpdf", "pdfkit", "@sentry/nextjs"],
};

/** What a report says which build it is of: SENTRY_RELEASE, else the commit, else the day. */
function releaseName(): string {
  if (process.env.SENTRY_RELEASE) return process.env.SENTRY_RELEASE;
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], { stdio: ["ignore", "pipe", "ignore"] }).toString().trim();
  } catch {
    return `built-${new Date().toISOString().slice(0, 10)}`;
  }
}

/** Source maps go to Sentry only where a token is there for it; without one the build asks nobody for anything. */
const hasToken = Boolean(process.env.SENTRY_AUTH_TOKEN && process.env.SENTRY_ORG && process.env.SENTRY_PROJECT);

export default withSentryConfig(config, {
  silent: true,
  telemetry: false,
  release: { name: releaseName(), create: hasToken, finalize: hasToken },
  sourcemaps: { disable: !hasToken, deleteSourcemapsAfterUpload: true },
  useRunAfterProductionCompileHook: hasToken,
  buildTimeInstrumentation: false,
  suppressOnRouterTransitionStartWarning: true,
});
