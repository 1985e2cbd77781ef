import Link from "next/link";

/** Each choice is an address: it can be shared, opened in a tab, and works without a script. */
export function ChoiceLinks({ choices }: { choices: { label: string; href: string; isCurrent?: boolean }[] }) {
  return (
    <ul>
      {choices.map((choice) => (
        <li key={choice.label}>
          <Link
            href={choice.href}
            scroll={false}
            aria-current={choice.isCurrent ? "true" : undefined}
            className="flex min-h-11 items-center rounded-control px-3 hover:bg-muted aria-[current]:bg-brand-tint aria-[current]:text-brand sm:min-h-10 sm:text-[0.9375rem]"
          >
            {choice.label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
