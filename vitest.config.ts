import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      // The package throws outside a server bundle, and tests are one.
      { find: "server-only", replacement: `${root}node_modules/server-only/empty.js` },
    ],
  },
  test: {
    environment: "node",
    env: { TZ: "Asia/Kathmandu" },
    include: ["{lib,app,components,emails,emulators,scripts}/**/*.test.{ts,tsx}"],
    globalSetup: ["./scripts/test-services.ts"],
    setupFiles: ["./scripts/test-setup.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // On a loaded machine a test that ran out of time has a second try, and `npm test` names it. One that saw something wrong has none.
    retry: { count: process.env.CI ? 1 : 0, condition: /^(Test|Hook) timed out/ },
    pool: "forks",
    // Left to itself it keeps one of two cores free, which doubles the time; much of a test's time is the database's, in another process.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
