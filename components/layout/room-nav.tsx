"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

interface RoomNavProps {
  label: string;
  /** The first is the room itself and is current on exactly its own path. */
  places: readonly { href: string; label: string }[];
}

/** The parts of a room (the coach's, the admin's, the account's); scrolls sideways where a phone is too narrow. */
export function RoomNav({ label, places }: RoomNavProps) {
  const path = usePathname();
  const list = useRef<HTMLUListElement>(null);
  // On a phone the place where one is may lie beyond the edge.
  useEffect(() => {
    const here = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (list.current && here) list.current.scrollLeft = here.offsetLeft + here.offsetWidth / 2 - list.current.clientWidth / 2;
  }, [path]);
  return (
    <nav aria-label={label} className="border-b border-hairline">
      <ul ref={list} className="wrap relative flex gap-6 overflow-x-auto text-[0.9375rem] whitespace-nowrap">
        {places.map((place, i) => {
          const isHere = i === 0 ? path === place.href : path.startsWith(place.href);
          return (
            <li key={place.href}>
              <Link
                href={place.href}
                aria-current={isHere ? "page" : undefined}
                className="block border-b-2 border-transparent py-3 hover:text-brand aria-[current]:border-brand aria-[current]:text-brand"
              >
                {place.label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
