import Link from "next/link";
import { Mark } from "./mark";

export function Wordmark() {
  return (
    <Link href="/" className="inline-flex items-center gap-2.5 rounded-sm font-display text-[1.375rem] font-semibold tracking-tight">
      <Mark className="h-6 w-[1.875rem]" />
      <span className="max-[23rem]:sr-only">MaestroHub</span>
    </Link>
  );
}
