import { classNames } from "./class-names";

/** A turning ring; with a `label` it is announced, without one it is decoration. */
export function Spinner({ label, className }: { label?: string; className?: string }) {
  return (
    <span role={label ? "status" : undefined} className={classNames("inline-flex", className)}>
      <span aria-hidden="true" className="size-4 animate-spin rounded-full border-2 border-current border-r-transparent" />
      {label && <span className="sr-only">{label}</span>}
    </span>
  );
}
