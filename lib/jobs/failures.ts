/** A failure that no repetition mends: the row goes to the dead letters at once. */
export class PermanentFailure extends Error {}

/** What was to be done has no reason any more (a reminder of a session that was moved): the row is done, and says why nothing happened. */
export class NoLongerNeeded extends Error {}

/** It is not time yet (the reader sleeps): the row is due again at `until`, this was no attempt, and nobody waits behind it. */
export class NotYet extends Error {
  readonly until: Date;

  constructor(until: Date, why: string) {
    super(why);
    this.until = until;
  }
}
