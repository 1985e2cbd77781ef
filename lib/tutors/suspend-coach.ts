import "server-only";
import { dropUnpaidOf } from "@/lib/bookings/store";
import { AppError } from "@/lib/core/errors";
import { announce } from "./announce";
import { type Actor, moveTutor } from "./move-tutor";
import { canMove, tutorMoves, type TutorMove } from "./rules";
import type { Decision, TutorDocument } from "./schema";

interface Order {
  tutor_id: string;
  note: string | null;
  admin: Actor;
  now: Date;
}

/**
 * Takes a coach off the marketplace at once: no search, page, slot or hold finds them, and held times are let go, so that
 * what is paid too late is given back (settle-payment.ts). Sessions that are booked stay until somebody cancels them.
 */
export async function suspendCoach({ tutor_id, note, admin, now }: Order): Promise<void> {
  await moveTutor({
    ...{ tutor_id, actor: admin, action: "tutor.suspend", note, now },
    change: (tutor) => ({ ...moved("suspend", tutor), is_published: false, decision: decided("suspended", { note, admin, now }) }),
    also: async (tutor, session) => {
      await dropUnpaidOf({ tutor_user_id: tutor.user_id, now, session });
      const notice = { title: "Your profile is suspended", body: "Clients do not see it, and you cannot be booked.", href: "/coach" };
      await announce(tutor, { mail: { template: "coach-suspended", note }, notice }, { now, session });
    },
  });
}

/** Publishes a suspended coach again, with the profile as it is. */
export async function reinstateCoach({ tutor_id, note, admin, now }: Order): Promise<void> {
  await moveTutor({
    ...{ tutor_id, actor: admin, action: "tutor.reinstate", note, now },
    change: (tutor) => ({ ...moved("reinstate", tutor), is_published: true, decision: decided("reinstated", { note, admin, now }) }),
    also: (tutor, session) => {
      const notice = { title: "Your profile is published again", body: "Clients can find and book you as before.", href: `/coaches/${tutor.slug}` };
      return announce(tutor, { mail: { template: "coach-approval", what: "profile" }, notice }, { now, session });
    },
  });
}

function moved(move: TutorMove, tutor: TutorDocument): Pick<TutorDocument, "status"> {
  if (canMove(move, tutor.status)) return { status: tutorMoves[move].to };
  const message = move === "suspend" ? "Only an approved coach can be suspended." : "This coach is not suspended.";
  throw new AppError("conflict", message, { details: { status: tutor.status } });
}

function decided(outcome: Decision["outcome"], { note, admin, now }: Pick<Order, "note" | "admin" | "now">): Decision {
  return { outcome, reasons: [], note, decided_by: admin.id, decided_at: now };
}
