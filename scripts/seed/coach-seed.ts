import type { CancellationPreset } from "@/lib/config/policy";
import type { CategoryId, LevelId, Modality } from "@/lib/tutors/catalogue";

/** A demonstration coach as it is written down; build-tutor.ts makes the document. */
export interface CoachSeed {
  name: string;
  headline: string;
  bio: string;
  subjects: string[];
  levels: LevelId[];
  languages: string[];
  timezone: string;
  market_id: "US_USD" | "IN_INR";
  /** Minutes to price, in whole dollars or rupees. */
  offers: Partial<Record<30 | 45 | 60 | 90, number>>;
  default_minutes: 30 | 45 | 60 | 90;
  /** "Mon-Fri 9-12 17:30-21; Sat 10-14", on the coach's own clock. */
  hours: string;
  /** Public reviews; each is of a completed session. */
  reviews: number;
  portrait: Portrait;
  credentials?: string;
  /** Waits for an admin's agreement, while the line above stays up. */
  proposes_credentials?: string;
  modality?: Modality;
  place?: string;
  preset?: CancellationPreset;
  step_minutes?: 15 | 30 | 60;
  gap_minutes?: number;
  notice_hours?: number;
  /** What is special about this one; an ordinary coach is approved, published and open. */
  is?: "paused" | "on_vacation" | "fully_booked" | "draft" | "submitted" | "unpublished";
}

/** Numbers of the DiceBear "notionists" set. */
export interface Portrait {
  hair: string;
  glasses?: string;
  beard?: string;
}

export interface CategorySeed {
  category: CategoryId;
  coaches: CoachSeed[];
}
