/**
 * The one catalogue of what is reported, with exactly its properties: product.md's eight events and the steps that complete
 * the three funnels (lib/analytics-events/funnels.ts). Sent by the server where the fact is made.
 */
export interface ServerEvents {
  user_signup: { role: string; market: string };
  user_login: { role: string };
  booking_created: { category: string; price: number };
  payment_completed: { amount: number; method: string };
  profile_updated: { fields_changed: string[] };
  search_performed: { query: string; filters: string[] };
  coach_viewed: { coach_id: string; category: string };
  image_upload: { folder: string };

  landing_viewed: { page: string };
  email_verified: { role: string };
  time_selected: { coach_id: string };
  payment_started: { amount: number };
  coach_registered: { market: string };
  availability_updated: { fields_changed: string[] };
  first_booking_received: { category: string };
}

/** What only the browser sees; sent by it after a yes, and by nothing else. */
export interface BrowserEvents {
  page_viewed: { page: string };
  step_viewed: { step: string };
}

export type ServerEvent = keyof ServerEvents;
export type BrowserEvent = keyof BrowserEvents;
export type AnalyticsEvent = ServerEvent | BrowserEvent;
