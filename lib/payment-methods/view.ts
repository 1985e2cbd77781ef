/** A saved card as its owner sees it. */
export interface SavedCard {
  id: string;
  brand: string;
  last4: string;
  exp_month: number;
  exp_year: number;
  /** The one that the checkout offers first. */
  is_default: boolean;
  is_expired: boolean;
}
