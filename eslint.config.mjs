import next from "eslint-config-next/core-web-vitals";
import typescript from "eslint-config-next/typescript";

/** What only one kind of file may reach; architecture.md gives the reasons. */
const providerSdks = ["stripe", "resend", "cloudinary", "mixpanel", "newrelic", "openai", "@sentry/nextjs"];
const database = ["mongodb", "@/lib/db/*", "**/store"];

/** Behind the doors `now` is handed on, and the doors ask lib/clock (docs/clock.md); a browser's own clock may be wrong. */
const machineClock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]" },
  { selector: "CallExpression[callee.name='Date']" },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']" },
].map((rule) => ({ ...rule, message: "Take the `now` that was handed on: clockNow() at a door, useNow() or browserNow() in the browser, performance.now() for a duration." }));

export default [
  { ignores: [".next/**", ".next-*/**", ".data/**", "node_modules/**", "next-env.d.ts", "public/**", "test-results/**", "emulators/stripe/stripe-js/**/*.js"] },
  ...next,
  ...typescript,
  {
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrorsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports", disallowTypeAnnotations: false }],
      "no-console": "error",
      "import/no-anonymous-default-export": "off",
      // A full load is wanted where the session changes: nothing of the other person's may stay in the page.
      "@next/next/no-location-assign-relative-destination": "off",
    },
  },
  {
    files: ["app/**", "components/**", "lib/**", "emails/**"],
    ignores: ["lib/integrations/**", "lib/start-server.ts", "**/*.test.ts", "**/*.test.tsx", "**/test-*.ts"],
    rules: { "no-restricted-imports": ["error", { paths: providerSdks.map((name) => ({ name, message: "Only lib/integrations reaches a provider's server SDK." })) }] },
  },
  {
    files: ["app/**", "components/**"],
    ignores: ["**/*.test.ts", "**/*.test.tsx", "**/test-*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: providerSdks.map((name) => ({ name, message: "Only lib/integrations reaches a provider's server SDK." })),
          patterns: [{ group: database, message: "Pages and components read through a use case, never the database." }],
        },
      ],
    },
  },
  {
    files: ["app/**", "components/**", "lib/**", "emails/**", "proxy.ts", "instrumentation*.ts"],
    ignores: ["lib/clock/**", "**/*.test.ts", "**/*.test.tsx", "**/test-*.ts"],
    rules: { "no-restricted-syntax": ["error", ...machineClock] },
  },
  { files: ["scripts/**", "emulators/**", "e2e/**"], rules: { "no-console": "off" } },
];
