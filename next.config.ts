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
  serverExternalPackages: ["cloudinary", "mongodb", "newrelic", "pino", "mixpanel", "timezones-ical-library", "unpdf"],
};

export default config;
