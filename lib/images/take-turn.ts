import "server-only";

/** A picture of 25 megapixels was seen to take 250 MB while it is written anew; this bounds what many people at once can cost. */
const openAtOnce = 2;

let open = 0;
const waiting: (() => void)[] = [];

/** Runs the work when fewer than two others of this process are at theirs, first come first served. */
export async function takeTurn<T>(work: () => Promise<T>): Promise<T> {
  if (open >= openAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else open += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else open -= 1;
  }
}
