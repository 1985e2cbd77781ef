import type { Tone } from "@/components/ui/badge";
import type { SponsorshipStatus } from "@/lib/sponsorships/schema";

export const sponsorshipStatusWords: Record<SponsorshipStatus, { word: string; tone: Tone }> = {
  ordered: { word: "At the checkout", tone: "neutral" },
  active: { word: "Running", tone: "brand" },
  past_due: { word: "Renewal unpaid", tone: "danger" },
  ended: { word: "Ended", tone: "neutral" },
  expired: { word: "Never paid", tone: "neutral" },
};
