import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { invalidRequest, noSuch } from "../errors.ts";
import { listPage } from "../lists.ts";
import { mergeMetadata } from "../metadata.ts";
import { boolean, listParams, metadataParam, readParams, text } from "../params.ts";
import type { Call, Route } from "../router.ts";
import { closeDispute, isOpen } from "./dispute-life.ts";
import { disputeView, evidenceFields } from "./dispute-object.ts";
import type { EvidenceField, StoredDispute } from "./dispute-object.ts";

export const disputeRoutes: Route[] = [
  { method: "GET", path: "/v1/disputes", handle: list },
  { method: "GET", path: "/v1/disputes/:id", handle: ({ account, id }) => disputeView(account, requireDispute(account, id)) },
  { method: "POST", path: "/v1/disputes/:id", handle: update },
  { method: "POST", path: "/v1/disputes/:id/close", handle: close },
];

const bankDecidesMs = 1000;
const longestEvidence = 150_000;

const evidence = z.strictObject(
  Object.fromEntries(evidenceFields.map((field) => [field, z.string().max(20_000).optional()])) as Record<EvidenceField, z.ZodOptional<z.ZodString>>,
);

export function requireDispute(account: StripeAccount, id: string): StoredDispute {
  const dispute = account.get("disputes", id);
  if (!dispute) throw noSuch("dispute", id);
  return dispute;
}

function list({ account, params }: Call): object {
  const given = readParams(z.strictObject({ ...listParams, charge: text().optional(), payment_intent: text().optional() }), params);
  const candidates = given.charge === undefined ? account.list("disputes") : account.find("disputes", "charge", given.charge);
  const found = candidates.filter(({ payment_intent }) => given.payment_intent === undefined || payment_intent === given.payment_intent);
  return listPage({ oldest_first: found, url: "/v1/disputes", params: given, kind: "dispute", show: (dispute) => disputeView(account, dispute) });
}

/** Evidence goes to the bank at once unless submit is false, and then only until it is due. */
function update({ account, id, params }: Call): object {
  const given = readParams(z.strictObject({ evidence: evidence.optional(), metadata: metadataParam().optional(), submit: boolean().optional() }), params);
  const dispute = requireDispute(account, id);
  const changed = { ...dispute, metadata: mergeMetadata(dispute.metadata, given.metadata) };
  const updated = given.evidence || given.submit ? withEvidence(account, changed, given.evidence ?? {}, given.submit ?? true) : changed;
  account.put("disputes", updated);
  const shown = disputeView(account, updated);
  account.emit("charge.dispute.updated", shown, { evidence: dispute.evidence, metadata: dispute.metadata, status: dispute.status });
  return shown;
}

function close({ account, id, params }: Call): object {
  readParams(z.strictObject({}), params);
  const dispute = requireDispute(account, id);
  requireAnswerable(dispute);
  return closeDispute(account, dispute, "lost");
}

function withEvidence(account: StripeAccount, dispute: StoredDispute, given: Partial<Record<EvidenceField, string>>, submit: boolean): StoredDispute {
  requireAnswerable(dispute);
  const said = Object.fromEntries(Object.entries(given).map(([field, value]) => [field, value === "" ? null : value]));
  const all = { ...dispute.evidence, ...said };
  const length = Object.values(all).reduce((sum: number, value) => sum + (typeof value === "string" ? value.length : 0), 0);
  if (length > longestEvidence) throw invalidRequest(`The combined character count of all evidence must not exceed ${longestEvidence}.`, { param: "evidence" });
  const details = { ...dispute.evidence_details, has_evidence: Object.values(said).some((value) => value !== null) || dispute.evidence_details.has_evidence };
  if (!submit) return { ...dispute, evidence: all, evidence_details: details };
  account.schedule.add("decide_dispute", dispute.id, bankDecidesMs);
  return {
    ...dispute,
    evidence: all,
    evidence_details: { ...details, submission_count: details.submission_count + 1, submission_method: "manual" },
    status: dispute.status.startsWith("warning") ? "warning_under_review" : "under_review",
  };
}

function requireAnswerable(dispute: StoredDispute): void {
  if (isOpen(dispute) && !dispute.status.endsWith("under_review")) return;
  const why = isOpen(dispute) ? "its evidence was submitted already" : `it is closed (${dispute.status})`;
  throw invalidRequest(`This dispute cannot be answered any more: ${why}.`);
}
