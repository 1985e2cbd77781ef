import { invalidParams, noSuch } from "./errors.ts";

export interface ListParams {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
  created?: number | { gt?: number | undefined; gte?: number | undefined; lt?: number | undefined; lte?: number | undefined } | undefined;
}

/** One page, newest first: https://docs.stripe.com/api/pagination */
export function listPage<T extends { id: string; created?: number }>(found: {
  oldest_first: T[];
  url: string;
  params: ListParams;
  kind: string;
  /** What the API shows of each of the page, where that is not what is kept. */
  show?: (item: T) => object;
}): object {
  const { limit = 10, starting_after, ending_before, created } = found.params;
  if (limit < 1 || limit > 100) throw invalidParams("Invalid limit: must be between 1 and 100.", { code: "parameter_invalid_integer", param: "limit" });
  if (starting_after && ending_before) throw invalidParams("You cannot use both starting_after and ending_before.", { param: "ending_before" });

  const all = found.oldest_first.filter((item) => isWithin(item.created ?? 0, created)).reverse();
  const positionOf = (id: string, param: string) => {
    const position = all.findIndex((item) => item.id === id);
    if (position < 0) throw noSuch(found.kind, id, param);
    return position;
  };

  const list = (data: T[], has_more: boolean) => ({ object: "list", url: found.url, has_more, data: found.show ? data.map(found.show) : data });
  if (ending_before) {
    const end = positionOf(ending_before, "ending_before");
    const start = Math.max(0, end - limit);
    return list(all.slice(start, end), start > 0);
  }
  const start = starting_after ? positionOf(starting_after, "starting_after") + 1 : 0;
  return list(all.slice(start, start + limit), start + limit < all.length);
}

/** Whether a moment lies in a range as the API takes it. */
export function isWithin(created: number, range: ListParams["created"]): boolean {
  if (range === undefined) return true;
  if (typeof range === "number") return created === range;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
  return created > gt && created >= gte && created < lt && created <= lte;
}
