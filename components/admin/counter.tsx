import Link from "next/link";
import { classNames } from "@/components/ui/class-names";

interface CounterProps {
  label: string;
  count: number;
  /** "The oldest has waited 12 h": what makes a number urgent or not. */
  aside: string;
  isUrgent?: boolean;
  href: string;
}

/** A number that somebody must bring to zero, and the way there. */
export function Counter({ label, count, aside, isUrgent = false, href }: CounterProps) {
  return (
    <li className="relative rounded-card border border-hairline bg-card p-4 transition-colors hover:border-brand sm:p-6">
      <p className={classNames("figures font-display text-h1", isUrgent && "text-danger")}>{count}</p>
      <h2 className="font-sans text-base font-medium tracking-normal">
        <Link href={href} className="after:absolute after:inset-0 after:rounded-card">
          {label}
        </Link>
      </h2>
      <p className={classNames("mt-1 text-sm", isUrgent ? "text-danger" : "text-quiet")}>{aside}</p>
    </li>
  );
}
