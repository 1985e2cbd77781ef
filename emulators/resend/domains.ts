import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { EmulatorContext } from "../emulator.ts";
import { ResendRefusal } from "./errors.ts";

const domains = "resend.domains";
const statuses = ["not_started", "pending", "verified", "failed"] as const;

export interface StoredDomain {
  id: string;
  name: string;
  status: (typeof statuses)[number];
  created_at: string;
  region: string;
  capabilities: { sending: "enabled"; receiving: "disabled" };
  open_tracking: boolean;
  click_tracking: boolean;
}

export function listDomains(context: EmulatorContext): object {
  return { object: "list", has_more: false, data: context.store.list<StoredDomain>(domains) };
}

export function createDomain(context: EmulatorContext, body: unknown): object {
  const parsed = createSchema.safeParse(body);
  if (!parsed.success) throw new ResendRefusal("missing_required_field", "Missing `name` field.");
  const name = parsed.data.name.toLowerCase();
  if (named(context, name)) throw new ResendRefusal("validation_error", `The ${name} domain has been registered already.`, 403);
  const domain = newDomain(context, { name, status: "not_started", region: parsed.data.region });
  context.store.put(domains, domain.id, domain);
  return { ...domain, records: recordsOf(domain) };
}

export function retrieveDomain(context: EmulatorContext, id: string): object {
  const domain = requireDomain(context, id);
  return { object: "domain", ...domain, records: recordsOf(domain) };
}

/** There is no DNS to wait for: a domain that is asked to be verified is verified. */
export function verifyDomain(context: EmulatorContext, id: string): object {
  const domain = requireDomain(context, id);
  context.store.put(domains, id, { ...domain, status: "verified" });
  return { object: "domain", id };
}

export function removeDomain(context: EmulatorContext, id: string): object {
  requireDomain(context, id);
  context.store.remove(domains, id);
  return { object: "domain", id, deleted: true };
}

/** A control: what an expired DNS record does to a domain, and its mending. */
export function setDomainStatus(context: EmulatorContext, body: unknown): object {
  const { name, status } = statusSchema.parse(body);
  const known = named(context, name.toLowerCase()) ?? newDomain(context, { name: name.toLowerCase(), status, region: "us-east-1" });
  const domain = { ...known, status };
  context.store.put(domains, domain.id, domain);
  return domain;
}

/** A domain nobody added counts as verified, so that a first mail needs no setting up; one that was added must be. */
export function refuseUnverifiedDomain(context: EmulatorContext, name: string): void {
  const domain = named(context, name);
  if (!domain || domain.status === "verified") return;
  throw new ResendRefusal("validation_error", `The ${name} domain is not verified. Please, add and verify your domain on https://resend.com/domains`, 403);
}

function named(context: EmulatorContext, name: string): StoredDomain | null {
  return context.store.list<StoredDomain>(domains).find((domain) => domain.name === name) ?? null;
}

function requireDomain(context: EmulatorContext, id: string): StoredDomain {
  const domain = context.store.get<StoredDomain>(domains, id);
  if (!domain) throw new ResendRefusal("not_found", "Domain not found");
  return domain;
}

function newDomain(context: EmulatorContext, given: Pick<StoredDomain, "name" | "status" | "region">): StoredDomain {
  return {
    id: randomUUID(),
    ...given,
    created_at: context.now().toISOString(),
    capabilities: { sending: "enabled", receiving: "disabled" },
    open_tracking: false,
    click_tracking: false,
  };
}

function recordsOf({ name, status }: StoredDomain): object[] {
  const common = { ttl: "Auto", status };
  return [
    { record: "SPF", name: "send", type: "MX", value: "feedback-smtp.emulator.invalid", priority: 10, ...common },
    { record: "SPF", name: "send", type: "TXT", value: '"v=spf1 include:emulator.invalid ~all"', ...common },
    { record: "DKIM", name: "resend._domainkey", type: "TXT", value: `p=emulated-key-of-${name}`, ...common },
  ];
}

const createSchema = z.object({ name: z.string().min(1), region: z.string().default("us-east-1") });
const statusSchema = z.strictObject({ name: z.string().min(1), status: z.enum(statuses) });
