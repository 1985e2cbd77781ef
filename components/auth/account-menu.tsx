"use client";

import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { useRef } from "react";
import { pictureAddress } from "@/lib/images/address";
import type { Role } from "@/lib/users/schema";
import { SignOutButton } from "./sign-out-button";

interface AccountMenuProps {
  user: { name: string; email: string; image: string | null; role: Role };
}

/** Who is signed in, the rooms that are theirs, and the way out. A popover: it opens before any script has come. */
export function AccountMenu({ user }: AccountMenuProps) {
  const panel = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" popoverTarget="account-menu" className="inline-flex min-h-11 items-center gap-2 rounded-control px-2 hover:text-brand">
        {user.image ? (
          // Made in this size for us: the optimizer would only add a hop.
          // eslint-disable-next-line @next/next/no-img-element
          <img
            src={pictureAddress(user.image, { width: 64, height: 64, crop: "thumb" })}
            alt=""
            width={32}
            height={32}
            className="size-8 shrink-0 rounded-full object-cover"
          />
        ) : (
          <span aria-hidden="true" className="grid size-8 place-items-center rounded-full bg-brand-tint text-sm font-semibold text-brand">
            {initials(user.name)}
          </span>
        )}
        <span className="sr-only">Account of {user.name}</span>
        <ChevronDown aria-hidden="true" className="size-4 max-sm:hidden" />
      </button>
      <div
        ref={panel}
        id="account-menu"
        popover="auto"
        onClick={() => panel.current?.hidePopover()}
        className="top-16 right-[max(1rem,calc((100vw-70rem)/2))] left-auto m-0 w-64 max-w-[calc(100vw-2rem)] rounded-card border border-hairline bg-card p-2 text-ink shadow-float backdrop:bg-transparent open:rise"
      >
        <p className="px-3 pt-2 pb-3">
          <span className="block truncate font-semibold">{user.name}</span>
          <span className="block truncate text-sm text-quiet">{user.email}</span>
        </p>
        <nav aria-label="Account" className="border-y border-hairline py-1">
          {[...rooms[user.role], { href: "/account", label: "Account" }].map(({ href, label }) => (
            <Link key={href} href={href} className="block rounded-control px-3 py-2.5 hover:bg-muted">
              {label}
            </Link>
          ))}
        </nav>
        <SignOutButton className="mt-1 w-full rounded-control px-3 py-2.5 text-left hover:bg-muted" />
      </div>
    </>
  );
}

/** A coach may take lessons of other coaches too. */
const rooms: Record<Role, { href: string; label: string }[]> = {
  consumer: [
    { href: "/bookings", label: "My sessions" },
    { href: "/packages", label: "My packages" },
  ],
  tutor: [
    { href: "/coach", label: "My room" },
    { href: "/bookings", label: "Sessions I booked" },
    { href: "/packages", label: "Packages I bought" },
  ],
  admin: [{ href: "/admin", label: "Admin" }],
};

/** "PR" from "Priya Raman", "P" from "Priya". */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}
