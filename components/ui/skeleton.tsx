import { classNames } from "./class-names";

/** Holds the place of what is coming; give it the size of the real thing. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={classNames("block animate-pulse rounded-control bg-muted", className)} />;
}
