import "server-only";
import { clockNow } from "@/lib/clock/clock";
import { newId } from "@/lib/core/id";
import { moveSteps } from "@/lib/analytics-events/store";
import { log } from "@/lib/log/log";
import { hasAnalyticsId } from "@/lib/users/store";
import type { ServerEvent, ServerEvents } from "./events";
import { type Actor, findActor } from "./find-actor";
import { keepStep, pendingSteps, sendStep, setProfile } from "./outgoing";

/** After these the person's profile at Mixpanel may be another one. */
const profileEvents: ServerEvent[] = ["user_signup", "user_login", "profile_updated"];

/**
 * Reports one step and returns at once, whatever becomes of it: to our own collection, and for whoever said yes to Mixpanel.
 * Whether they did is asked here, against the usual direction, so that no caller can forget it. `actorId` is an account's
 * id, a visitor's who holds a time, or "visitor".
 */
export function track<E extends ServerEvent>(event: E, actorId: string, properties: ServerEvents[E]): void {
  const noted = note(event, actorId, properties, clockNow()).catch((error: unknown) => log().warn({ err: error, event }, "a step was not counted"));
  pendingSteps().add(noted);
  void noted.finally(() => pendingSteps().delete(noted));
}

/** Tells Mixpanel who this is, where they allow it: after they have said yes. */
export function introduce(userId: string): void {
  const noted = findActor(userId)
    .then((actor) => tellProfile(actor))
    .catch((error: unknown) => log().warn({ err: error }, "a profile was not set"));
  pendingSteps().add(noted);
  void noted.finally(() => pendingSteps().delete(noted));
}

async function note(event: ServerEvent, actorId: string, properties: Record<string, unknown>, at: Date): Promise<void> {
  const actor = await findActor(actorId);
  if (actor.is_nobody) return;
  if (event === "user_login") await joinVisitor(actor);
  const id = newId("analytics_event");
  keepStep({ id, event, at, actor, properties, source: "server" });
  if (actor.person === null) return;
  sendStep({ id, event, at, person: actor.person, device: actor.device, is_signed_in: actor.user !== null, properties });
  if (profileEvents.includes(event)) tellProfile(actor);
}

/** What this browser's visitor did before signing in was this person's; at Mixpanel the event that names both joins them. */
async function joinVisitor({ person, device }: Actor): Promise<void> {
  if (person && device && device !== person && !(await hasAnalyticsId(device))) await moveSteps({ from: device, to: person });
}

function tellProfile({ person, user }: Actor): void {
  if (!person || !user) return;
  setProfile({ person, properties: { $name: user.name, $email: user.email, role: user.role, market: user.market_id } });
}
