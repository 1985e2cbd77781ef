import { z } from "zod";

/** POST /api/consent → Consent. */
export const consentSchema = z.strictObject({ statistics: z.boolean("Say yes or no.") });

export interface Consent {
  /** Whether steps of this person, in this browser, may be counted now. */
  statistics: boolean;
  is_to_be_asked: boolean;
  /** The browser says no for them, so there is nothing to choose. */
  is_refused_by_browser: boolean;
}
