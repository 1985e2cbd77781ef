import "server-only";
import type { Offer } from "@/lib/tutors/schema";
import { haveMet } from "./store";

/** The coach's trial, unless the two have met; a visitor is offered it, and checked once they say who they are. */
export async function offeredTrial(coach: { id: string; trial: Offer | null }, consumerId: string | null): Promise<Offer | null> {
  if (!coach.trial || (consumerId !== null && (await haveMet({ tutor_id: coach.id, consumer_id: consumerId })))) return null;
  return coach.trial;
}
