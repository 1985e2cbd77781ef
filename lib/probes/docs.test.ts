import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { commonFindings } from "./common-findings";
import { findingTables } from "./findings";

const folder = "docs/integrations";
const text = readdirSync(folder)
  .map((file) => readFileSync(`${folder}/${file}`, "utf8"))
  .join("\n");
const common = Object.keys(commonFindings("It"));

it("every finding stands in docs/integrations, and nothing stands there that nobody finds", () => {
  const own = Object.entries(findingTables).flatMap(([service, table]) =>
    Object.keys(table)
      .filter((what) => !common.includes(what) || (service === "database" && what === "unreachable"))
      .map((what) => `${service}.${what}`),
  );
  const named = [...text.matchAll(/`([a-z*]+\.[a-z_]+)`/g)]
    .map(([, id]) => id ?? "")
    .filter((id) => /^(\*|database|worker|stripe|resend|cloudinary|mixpanel|sentry|newrelic|cloudflare|llm)\./.test(id));
  expect(own.filter((id) => !named.includes(id))).toEqual([]);
  expect(common.filter((what) => !named.includes(`*.${what}`))).toEqual([]);
  const known = [
    ...Object.entries(findingTables).flatMap(([service, table]) => Object.keys(table).map((what) => `${service}.${what}`)),
    ...common.map((what) => `*.${what}`),
  ];
  expect(named.filter((id) => !known.includes(id))).toEqual([]);
});

it.each([
  "no such payment_intent",
  "webhook not received",
  "Connect account errors",
  "mail not sent",
  "spam: SPF, DKIM",
  "spam: DMARC",
  "rate limited",
  "upload fails",
  "image not displaying",
  "slow loading",
  "events not appearing",
  "user not identified",
  "missing properties",
  "errors not appearing",
  "too many errors",
  "missing context",
  "no data",
  "missing transactions",
  "high overhead",
  "test/live confusion",
])("“%s” has a row", (symptom) => {
  expect(text.split("\n").some((line) => line.startsWith("|") && line.includes(symptom))).toBe(true);
});

it("a finding says what is wrong in one sentence, and what to do in at least one step", () => {
  for (const [service, table] of Object.entries(findingTables)) {
    for (const [what, entry] of Object.entries(table)) {
      expect(entry?.cause, `${service}.${what}`).toMatch(/^[A-Z{].*[.]$/);
      expect(entry?.steps.length, `${service}.${what}`).toBeGreaterThan(0);
    }
  }
});
