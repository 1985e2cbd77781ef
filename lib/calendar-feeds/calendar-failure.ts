/** Why a calendar could not be read, in a sentence for the coach. Anything else that is thrown is our bug. */
export class CalendarFailure extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "CalendarFailure";
  }
}
