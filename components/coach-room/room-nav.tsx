"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

const places = [
  { href: "/coach", label: "Room" },
  { href: "/coach/availability", label: "Availability" },
  { href: "/coach/onboarding", label: "Profile" },
];

/** The rooms of a coach; scrolls sideways where a phone is too narrow. */
export function RoomNav() {
  const path = usePathname();
  return (
    <nav aria-label="My room" className="border-b border-hairline">
      <ul className="wrap flex gap-6 overflow-x-auto text-[0.9375rem] whitespace-nowrap">
        {places.map(({ href, label }) => {
          const isHere = href === "/coach" ? path === href : path.startsWith(href);
          return (
            <li key={href}>
              <Link href={href} aria-current={isHere ? "page" : undefined} className="block border-b-2 border-transparent py-3 hover:text-brand aria-[current]:border-brand aria-[current]:text-brand">
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
