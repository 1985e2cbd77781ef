/** Every event that MaestroHub sends, with exactly its properties: product.md's catalogue and the steps of the three funnels. */
export interface AnalyticsEvents {
  user_signup: { role: string; market: string };
  user_login: { role: string };
  email_verified: { role: string };
  profile_updated: { fields_changed: string[] };
  search_performed: { query: string; filters: string[] };
  coach_viewed: { coach_id: string; category: string };
  time_selected: { coach_id: string };
  booking_created: { category: string; price: number };
  payment_started: { amount: number };
  payment_completed: { amount: number; method: string };
  image_upload: { folder: string };
}

export type AnalyticsEvent = keyof AnalyticsEvents;
