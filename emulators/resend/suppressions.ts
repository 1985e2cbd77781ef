import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { EmulatorContext } from "../emulator.ts";
import { ResendRefusal } from "./errors.ts";

const suppressions = "resend.suppressions";

export interface StoredSuppression {
  id: string;
  email: string;
  origin: "bounce" | "complaint" | "manual";
  source_id: string | null;
  created_at: string;
}

export function listSuppressions(context: EmulatorContext): object {
  return { object: "list", has_more: false, data: context.store.list<StoredSuppression>(suppressions) };
}

export function createSuppression(context: EmulatorContext, body: unknown): object {
  const parsed = z.object({ email: z.email() }).safeParse(body);
  if (!parsed.success) throw new ResendRefusal("validation_error", "Invalid `email` field.");
  return { object: "suppression", id: suppress(context, { email: parsed.data.email, origin: "manual", source_id: null }).id };
}

export function retrieveSuppression(context: EmulatorContext, idOrEmail: string): object {
  return { object: "suppression", ...requireSuppression(context, idOrEmail) };
}

export function removeSuppression(context: EmulatorContext, idOrEmail: string): object {
  const { id } = requireSuppression(context, idOrEmail);
  context.store.remove(suppressions, id);
  return { object: "suppression", id, deleted: true };
}

/** Adds the address to the list; one that is there stays as it is. */
export function suppress(context: EmulatorContext, entry: Pick<StoredSuppression, "email" | "origin" | "source_id">): StoredSuppression {
  const email = entry.email.trim().toLowerCase();
  const known = findSuppression(context, email);
  if (known) return known;
  const suppression = { id: randomUUID(), ...entry, email, created_at: context.now().toISOString() };
  context.store.put(suppressions, suppression.id, suppression);
  return suppression;
}

/** By id, or by address without regard to case. */
export function findSuppression(context: EmulatorContext, idOrEmail: string): StoredSuppression | null {
  const wanted = idOrEmail.trim().toLowerCase();
  return context.store.list<StoredSuppression>(suppressions).find(({ id, email }) => id === wanted || email === wanted) ?? null;
}

function requireSuppression(context: EmulatorContext, idOrEmail: string): StoredSuppression {
  const suppression = findSuppression(context, idOrEmail);
  if (!suppression) throw new ResendRefusal("not_found", "Suppression not found");
  return suppression;
}
