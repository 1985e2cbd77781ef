import type { Tone } from "@/components/ui/badge";
import type { TutorStatus } from "@/lib/tutors/catalogue";

export const tutorStatusWords: Record<TutorStatus, { word: string; tone: Tone }> = {
  draft: { word: "Draft", tone: "neutral" },
  submitted: { word: "Waits for us", tone: "info" },
  approved: { word: "Approved", tone: "brand" },
  changes_requested: { word: "Has to change something", tone: "warning" },
  rejected: { word: "Rejected", tone: "danger" },
  paused: { word: "Paused", tone: "neutral" },
  suspended: { word: "Suspended", tone: "danger" },
};
