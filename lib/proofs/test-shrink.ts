/**
 * The shortest list that still fails, by leaving parts out: halves first, then smaller and smaller parts until no single one can be left
 * out (delta debugging, https://www.st.cs.uni-saarland.de/papers/tse2002/). `fails` must answer the same for the same list.
 */
export async function shrink<T>(items: T[], fails: (items: T[]) => Promise<boolean>): Promise<T[]> {
  let left = items;
  for (let size = Math.ceil(left.length / 2); size >= 1; ) {
    let isShorter = false;
    for (let from = 0; from < left.length; ) {
      const without = [...left.slice(0, from), ...left.slice(from + size)];
      if (without.length > 0 && (await fails(without))) [left, isShorter] = [without, true];
      else from += size;
    }
    if (!isShorter && size === 1) break;
    if (!isShorter) size = Math.ceil(size / 2);
    size = Math.min(size, Math.max(1, left.length));
  }
  return left;
}
