/** Minutes of the wall clock since midnight, both multiples of 5, `end_minute` at most 1440. */
export interface DayRange {
  start_minute: number;
  end_minute: number;
}

/** `weekday` as ISO 8601 counts: 1 is Monday, 7 is Sunday. */
export interface WeeklyRange extends DayRange {
  weekday: number;
}

/** Replaces everything of that date, in the coach's zone; no ranges means a day off. */
export interface DateOverride {
  date: string;
  ranges: DayRange[];
}

/** Whole days in the coach's zone, the last one included. */
export interface Vacation {
  first_date: string;
  last_date: string;
}

/** When a coach can be booked: wall-clock hours in the coach's own IANA zone. */
export interface Availability {
  timezone: string;
  weekly_hours: WeeklyRange[];
  date_overrides: DateOverride[];
  vacations: Vacation[];
  is_paused: boolean;
  slot_step_minutes: number;
  gap_minutes: number;
  notice_minutes: number;
  horizon_days: number;
}

/** A half-open stretch of instants. */
export interface InstantRange {
  starts_at: Date;
  ends_at: Date;
}
