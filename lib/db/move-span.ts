/** Which of a person's moves of money are wanted, by their moment. */
export interface MoveSpan {
  from?: Date;
  until?: Date;
  /** The last one that was seen: those that come after it in a list that begins with the latest. */
  before: { at: Date; id: string } | null;
  limit: number;
  isOldestFirst?: boolean;
}

/** The same as conditions on the field that holds the moment; moments that are null fit none. */
export function inSpan(field: string, { from, until, before }: MoveSpan): { $and: object[] } {
  const range = { $ne: null, ...(from && { $gte: from }), ...(until && { $lt: until }) };
  const isAfterIt = before && { $or: [{ [field]: { $lt: before.at } }, { [field]: before.at, _id: { $lt: before.id } }] };
  return { $and: [{ [field]: range }, ...(isAfterIt ? [isAfterIt] : [])] };
}
