/** A command as a class of commands: names, operators, paths and options are kept, values are replaced by the names of their types. */
export interface Shape {
  command: string;
  collection: string | null;
  body: Skeleton;
  inTransaction: boolean;
  /** The codes of the errors that it ended with. */
  errors: number[];
  /** The indexes of its collection, where a known difference hangs on them. */
  indexes?: IndexFacts[];
  /** For distinct: whether a document of the collection has null, or nothing, at the key. */
  finds_nothing?: boolean;
  /** For $group with a later $sort by its id: the types of the ids, and of the fields inside them, by path. */
  group_ids?: Record<string, string[]>;
}

export interface IndexFacts {
  paths: string[];
  is_unique: boolean;
  is_multikey: boolean;
  /** The paths of a partial index's filter; of those in `needs`, a document without the path is not in the index. */
  partial_paths: string[];
  needs: string[];
}

export type Skeleton = string | Skeleton[] | { [name: string]: Skeleton };

export function isNode(value: Skeleton | undefined): value is { [name: string]: Skeleton } {
  return typeof value === "object" && !Array.isArray(value);
}
