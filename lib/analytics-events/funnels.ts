import type { AnalyticsEvent } from "@/lib/integrations/analytics/events";

export interface FunnelStep {
  label: string;
  /** Any of these is the step. */
  events: readonly AnalyticsEvent[];
  /** Only what somebody of this role did. */
  role?: "tutor";
}

export interface Funnel {
  id: FunnelId;
  title: string;
  steps: readonly FunnelStep[];
}

export const funnelIds = ["sign-up", "booking", "coach"] as const;
export type FunnelId = (typeof funnelIds)[number];

/** product.md's three ways through the product. A step counts for whoever took all steps before it, in this order. */
export const funnels: Record<FunnelId, Funnel> = {
  "sign-up": {
    id: "sign-up",
    title: "From landing to a first action",
    steps: [
      { label: "Landing", events: ["landing_viewed"] },
      { label: "Register", events: ["user_signup"] },
      { label: "Verify", events: ["email_verified"] },
      { label: "First action", events: ["search_performed", "time_selected", "profile_updated", "image_upload", "availability_updated", "booking_created"] },
    ],
  },
  booking: {
    id: "booking",
    title: "From search to a booked session",
    steps: [
      { label: "Search", events: ["search_performed"] },
      { label: "View coach", events: ["coach_viewed"] },
      { label: "Select time", events: ["time_selected"] },
      { label: "Pay", events: ["payment_started"] },
      { label: "Confirm", events: ["booking_created"] },
    ],
  },
  coach: {
    id: "coach",
    title: "From registering as a coach to a first booking",
    steps: [
      { label: "Register", events: ["coach_registered"] },
      { label: "Profile", events: ["profile_updated"], role: "tutor" },
      { label: "Availability", events: ["availability_updated"] },
      { label: "First booking", events: ["first_booking_received"] },
    ],
  },
};

export function eventsOf({ steps }: Funnel): AnalyticsEvent[] {
  return [...new Set(steps.flatMap(({ events }) => events))];
}
