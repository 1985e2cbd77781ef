import { expect, it } from "vitest";
import type { ServiceRow, StatusView } from "@/lib/probes/read-status";
import { statusHeading } from "./status-words";

/** Services with these states, in the order of the page: our own two, then providers. */
function view(...states: ServiceRow["state"][]): StatusView {
  const services = ["database", "worker", "stripe", "resend"] as const;
  const rows = states.map((state, i) => ({ service: services[i], state }) as ServiceRow);
  return { rows, needs_you: 0, verified: 2, configured: 2, checked_at: "2026-11-27T09:00:00.000Z", is_stale: false };
}

it.each([
  ["Nothing needs you", view("verified", "verified", "verified", "not_configured")],
  ["Nothing needs you", view("emulated", "emulated", "emulated", "emulated")],
  ["No provider is set up yet", view("verified", "verified", "not_configured", "not_configured")],
  ["One thing needs you", { ...view("verified", "failing", "not_configured", "not_configured"), needs_you: 1 }],
  ["Two things need you", { ...view("verified", "verified", "failing", "misconfigured"), needs_you: 2 }],
  ["Looking at every service", { ...view("unknown", "unknown", "unknown", "unknown"), checked_at: null }],
])("the status page says first: %s", (heading, status) => expect(statusHeading(status)).toBe(heading));
