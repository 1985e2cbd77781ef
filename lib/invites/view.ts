import type { InviteDocument, InviteStatus } from "./schema";

/** An invite as its coach sees it. Instants are ISO strings. */
export interface InviteView {
  id: string;
  /** null where the person wants no invitations: then the coach need not have the address from us. */
  email: string | null;
  status: InviteStatus;
  sent_at: string;
  joined_at: string | null;
  lapses_at: string;
}

export function toInviteView({ _id, email, status, joined_at, lapses_at, created_at }: InviteDocument, now: Date): InviteView {
  const hasLapsed = status === "waiting" && lapses_at <= now;
  return { id: _id, email, status: hasLapsed ? "lapsed" : status, sent_at: created_at.toISOString(), joined_at: joined_at?.toISOString() ?? null, lapses_at: lapses_at.toISOString() };
}
