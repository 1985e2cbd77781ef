import { defineConfig } from "@playwright/test";

const appUrl = process.env.E2E_APP_URL ?? "http://localhost:3000";

/** Started by scripts/test-e2e.ts, which brings the browser, the database, the emulators and two processes of the built app. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  timeout: 120_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  workers: 1,
  forbidOnly: true,
  // A shared machine now and then loses a browser's press; what passes at a second or third try is named as flaky in the closing lines.
  retries: process.env.CI ? 2 : 0,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["list"], ["json"]] : [["list"]],
  use: {
    baseURL: appUrl,
    // What is not there by then does not come: without it a press on it would wait until the journey's time is up.
    actionTimeout: 60_000,
    // Somebody who has answered the question about statistics, which else lies over the lower edge; account.spec.ts asks it.
    storageState: {
      cookies: [{ name: "mh_consent", value: "no", domain: new URL(appUrl).hostname, path: "/", expires: -1, httpOnly: true, secure: false, sameSite: "Lax" }],
      origins: [],
    },
    locale: "en-US",
    timezoneId: "America/New_York",
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    // Recording every journey takes more of the processor than the journey itself.
    trace: "on-first-retry",
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
    },
  },
});
