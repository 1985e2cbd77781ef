import type { Tone } from "@/components/ui/badge";
import type { TaughtSessionView } from "@/lib/bookings/taught-session-view";

/** How a session stands, as its coach reads it. */
export interface TaughtState {
  word: string;
  tone: Tone;
  sentence: string;
}

type Facts = Pick<TaughtSessionView, "status" | "ends_at" | "canceled_by" | "problem" | "given_back">;

export function taughtState(session: Facts, now: Date): TaughtState {
  const decided = session.problem?.decision ? "We have decided about what was reported." : null;
  switch (session.status) {
    case "confirmed":
      if (new Date(session.ends_at) > now) return { word: "Paid and booked", tone: "brand", sentence: "It is paid, and your client knows." };
      return { word: "Over", tone: "warning", sentence: "Say how it went; otherwise it is completed by itself a day after its end." };
    case "completed":
      return { word: "Completed", tone: "brand", sentence: decided ?? "It took place." };
    case "canceled_by_consumer":
      return { word: "Cancelled", tone: "neutral", sentence: "Your client cancelled, and the time is yours again." };
    case "canceled_by_tutor":
      return { word: "Cancelled", tone: "neutral", sentence: `${session.canceled_by === "maestrohub" ? "We" : "You"} cancelled, and your client gets everything back.` };
    case "no_show_consumer":
      return { word: "Client missed", tone: "neutral", sentence: decided ?? "You told us that your client did not come. They can say otherwise for a day." };
    case "no_show_tutor":
      return { word: "You were missed", tone: "danger", sentence: decided ?? "You did not come." };
    case "disputed":
      return { word: "Being looked at", tone: "warning", sentence: "We hear both sides and decide." };
    default:
      return { word: "Not booked", tone: "neutral", sentence: "" };
  }
}
