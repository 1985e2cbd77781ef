/** The product's figures, each with its reason. Figures that differ by market live in `markets`. */
export const policy = {
  /** Long enough to find a card, short enough that a slot is not lost to an idle tab. */
  hold_minutes: 10,
  /** A bank's authentication page takes time; given once. */
  hold_extension_minutes: 5,
  /** Long enough to type another card, short enough that the hold still stands when the mail is read. */
  failed_payment_mail_minutes: 3,
  /** One person comparing coaches is welcome, one emptying a calendar is not. */
  live_holds_per_consumer: 3,
  /** Every length, gap and step is a multiple of it: it is the lock's grain. */
  cell_minutes: 5,
  session_lengths_minutes: [30, 45, 60, 90],
  slot_steps_minutes: [15, 30, 60],
  slot_step_default_minutes: 30,
  gap_default_minutes: 10,
  gap_max_minutes: 60,
  notice_default_minutes: 12 * 60,
  notice_min_minutes: 60,
  notice_max_minutes: 14 * 24 * 60,
  horizon_default_days: 60,
  horizon_max_days: 90,
  weekly_ranges_per_day: 6,
  /** Until the pricing policy of a market says otherwise. */
  fee_basis_points: 1_000,
  /** A change of mind right after paying costs nothing when the session is still far away. */
  cancellation_grace_minutes: 30,
  cancellation_grace_needs_hours_ahead: 24,
  /** Life happens more than once; a coach's week shall not be moved for ever. */
  reschedules_max: 3,
  /** Whoever is later than this has not come. */
  no_show_after_minutes: 15,
  /** A session that nobody complains about is completed by itself so long after its end. */
  completion_after_hours: 24,
  /** And the coach's share is due so long after it was settled how the session ended: until then it can be contested. */
  payout_after_hours: 24,
  /** What an admin may give back where the two disagree. */
  problem_refund_percents: [0, 25, 50, 75, 100],
  /** Within so many business days a bank shows what was sent back to a card. */
  refund_business_days: 10,
  /** In major units: what one admin may record of money outside Stripe without a second one. */
  manual_payment_alone_max_major: 500,
  report_max_characters: 1_000,
  sign_in_failures_before_lock: 5,
  sign_in_lock_minutes: 15,
  body_limit_bytes: 64 * 1024,
  reviews_before_score: 3,
  /** What a coach must have before a profile can be checked: enough for a client to decide. */
  headline_max_characters: 80,
  bio_min_characters: 200,
  bio_max_characters: 4_000,
  weekly_minutes_before_submitting: 3 * 60,
  /** An answer later than this costs us the coach. */
  approval_target_hours: 48,
  portfolio_pictures_max: 8,
  documents_max: 10,
  date_overrides_max: 200,
  vacations_max: 20,
  calendar_feeds_per_coach: 5,
  /** A calendar elsewhere: time for all redirects together, size, how often, and how long the last known busy times are believed. */
  calendar_read_ms: 5_000,
  calendar_max_bytes: 2 * 1024 * 1024,
  calendar_redirects_max: 3,
  calendar_address_max_characters: 2_000,
  calendar_read_every_minutes: 10,
  calendar_kept_hours: 24,
  /** A failure that passes by itself within two further tries is nobody's business; the room shows it at once all the same. */
  calendar_failure_mail_minutes: 20,
  /** A coach's own people, not a list that was bought; and nobody is asked again and again. */
  invites_per_day: 20,
  invites_per_address_and_week: 3,
  invite_note_max_characters: 300,
  invite_waits_days: 30,
  /** Then the stranger's address leaves the database. */
  invite_kept_days: 90,
  /** A person's uploads: enough for a whole portfolio twice over, not for a file host. */
  uploads_per_hour: 20,
  stored_bytes_per_person: 50 * 1024 * 1024,
  image_max_bytes: 5 * 1024 * 1024,
  image_max_pixels: 25_000_000,
  image_max_side_pixels: 8_000,
  document_max_bytes: 10 * 1024 * 1024,
  /** What was done later is kept for as long as somebody may ask about it; Stripe lists its own events as long. */
  done_rows_kept_days: 30,
  /** A link that lets somebody in is of no use to us once it was sent; Resend knows it again by its key for a day. */
  done_secrets_kept_days: 1,
  /** How long a call of /api/cron/tick takes rows: hosts end a request after a minute at most, and what is in hand then needs its time. */
  tick_seconds: 20,
  /** What an inbox shows of a subject; a body that is longer than a letter is a page that one links to. */
  announcement_subject_max_characters: 100,
  announcement_body_max_characters: 5_000,
  /** Who booked within a quarter is at it; who registered within a month is new. */
  announcement_active_days: 90,
  announcement_new_days: 30,
  /** The confirmed number may have moved by so many people or percent by the time of the press: somebody registers at any moment. */
  announcement_count_slack: { people: 5, percent: 2 },
  /** A year can be compared with the one before it, and a little more. */
  analytics_kept_days: 400,
  /** More than these and a page of results is an advertisement; people stop believing the rest of it. */
  sponsored_per_page: 3,
  /** A card that expired is no reason to vanish from one day to the next: so long after what was paid has run out. */
  sponsorship_grace_days: 3,
  packages: {
    /** From what makes a habit to a session a week for a year. */
    sessions_min: 2,
    sessions_max: 52,
    discount_max_percent: 50,
    valid_days_min: 30,
    valid_days_max: 365,
    /** A page of offers, not a price list. */
    offers_max: 6,
    /** When its client is told that a package runs out. */
    notice_days: [30, 7, 1],
    /** A session that the coach cancels can be taken later: there is at least so much time left for it. */
    extension_days: 14,
  },
} as const;

/** What it costs to be promoted for so many weeks, in minor units of each market's currency. The longer, the cheaper the week. */
export const sponsorshipPrices = [
  { weeks: 1, usd: 1_500, inr: 120_000 },
  { weeks: 4, usd: 6_000, inr: 480_000 },
  { weeks: 8, usd: 12_000, inr: 960_000 },
  { weeks: 12, usd: 18_000, inr: 1_440_000 },
  { weeks: 16, usd: 22_000, inr: 1_760_000 },
  { weeks: 24, usd: 30_000, inr: 2_400_000 },
] as const;

export const sponsorshipCurrencies = ["usd", "inr"] as const;
export type SponsorshipCurrency = (typeof sponsorshipCurrencies)[number];

/** Share of the price given back, from the farthest boundary to the nearest. */
export const cancellationPresets = {
  flexible: [{ hours_before: 12, refund_percent: 100 }],
  moderate: [
    { hours_before: 24, refund_percent: 100 },
    { hours_before: 12, refund_percent: 50 },
  ],
  strict: [
    { hours_before: 48, refund_percent: 100 },
    { hours_before: 24, refund_percent: 50 },
  ],
} as const satisfies Record<string, readonly { hours_before: number; refund_percent: number }[]>;

export type CancellationPreset = keyof typeof cancellationPresets;
