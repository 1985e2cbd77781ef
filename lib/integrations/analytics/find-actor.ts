import "server-only";
import { askToReport } from "@/lib/consent/may-report";
import { findVisitorId } from "@/lib/consent/visitor";
import { newId } from "@/lib/core/id";
import type { UserDocument } from "@/lib/users/schema";
import { giveAnalyticsId } from "@/lib/users/store";

/** Who took a step, as far as it may be known. */
export interface Actor {
  /** The one distinct id of this person, before and after they signed up; null for whoever did not say yes. */
  person: string | null;
  /** This browser's own, where it said yes and the step was taken in it. */
  device: string | null;
  user: UserDocument | null;
  role: string;
  market: string | null;
  /** A machine that reads pages, or a browser that fetches one in advance: no step of anybody. */
  is_nobody: boolean;
}

export async function findActor(actorId: string): Promise<Actor> {
  const { is_allowed, user, headers } = await askToReport(actorId);
  const device = is_allowed ? findVisitorId(headers?.get("cookie") ?? null) : null;
  return {
    person: is_allowed ? await personOf(user, device) : null,
    device,
    user,
    role: user?.role ?? "visitor",
    market: user?.market_id ?? null,
    is_nobody: headers !== null && (isMachine(headers) || isInAdvance(headers)) || (actorId.startsWith("user_") && user === null),
  };
}

/** A new account goes on under the id that its visitor had, unless that is somebody else's who uses the same browser. */
async function personOf(user: UserDocument | null, device: string | null): Promise<string | null> {
  if (!user) return device;
  if (user.analytics_id) return user.analytics_id;
  const as_visitor = device && (await giveAnalyticsId({ user_id: user._id, analytics_id: device }));
  return as_visitor ?? giveAnalyticsId({ user_id: user._id, analytics_id: newId("visitor") });
}

function isMachine(headers: Headers): boolean {
  return /bot\b|crawl|spider|slurp|preview|facebookexternalhit|lighthouse/i.test(headers.get("user-agent") ?? "");
}

function isInAdvance(headers: Headers): boolean {
  return headers.has("next-router-prefetch") || [headers.get("purpose"), headers.get("sec-purpose")].some((purpose) => purpose?.includes("prefetch"));
}
