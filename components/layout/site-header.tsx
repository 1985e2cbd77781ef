import Link from "next/link";
import { AccountMenu } from "@/components/auth/account-menu";
import { Bell } from "@/components/notices/bell";
import { LinkButton } from "@/components/ui/link-button";
import { getSessionUser } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { zoneLabel } from "@/lib/core/format-time";
import { getViewerZone } from "@/lib/http/viewer";
import { readUnread } from "@/lib/notifications/read-unread";
import type { Role } from "@/lib/users/schema";
import { SiteMenu } from "./site-menu";
import { Wordmark } from "./wordmark";
import { ZoneButton } from "./zone-button";

export async function SiteHeader() {
  const user = await getSessionUser();
  const { zone, is_known } = await getViewerZone();
  const shortLabel = zoneLabel(zone, clockNow()).replace(/ \((.+)\)$/, ", $1");
  const own = user ? ownLink(user.role) : { href: "/sign-in", label: "Sign in" };
  return (
    <header className="border-b border-hairline">
      <div className="wrap flex h-16 items-center gap-3 lg:gap-6 lg:h-18">
        <Wordmark />
        <nav aria-label="Main" className="hidden gap-7 pl-2 text-[0.9375rem] whitespace-nowrap lg:flex">
          {siteLinks.map((link) => (
            <Link key={link.href} href={link.href} className="py-2 hover:text-brand">
              {link.label}
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-1 lg:gap-6">
          {/* Narrow phones have no room for it beside the bell; whoever is signed in has it under Account too. */}
          <div className={user ? "max-[379px]:hidden" : undefined}>
            <ZoneButton zone={zone} isKnown={is_known} label={shortLabel} />
          </div>
          <Link href={own.href} className="hidden py-2 text-[0.9375rem] whitespace-nowrap hover:text-brand sm:block">
            {own.label}
          </Link>
          {user && <Bell userId={user.id} unread={await readUnread(user.id)} zone={zone} />}
          {user ? (
            <AccountMenu user={{ name: user.name, email: user.email, image: user.image, role: user.role }} />
          ) : (
            <div className="hidden lg:block">
              <LinkButton href="/register?role=tutor" variant="secondary" className="px-5 text-[0.9375rem] whitespace-nowrap">
                Become a coach
              </LinkButton>
            </div>
          )}
          <SiteMenu links={[...siteLinks, own, ...(user ? [] : [{ href: "/register?role=tutor", label: "Become a coach" }])]} />
        </div>
      </div>
    </header>
  );
}

const siteLinks = [
  { href: "/coaches", label: "Find a coach" },
  { href: "/how-it-works", label: "How it works" },
  { href: "/for-coaches", label: "For coaches" },
];

function ownLink(role: Role): { href: string; label: string } {
  if (role === "tutor") return { href: "/coach", label: "My room" };
  if (role === "admin") return { href: "/admin", label: "Admin" };
  return { href: "/bookings", label: "My sessions" };
}
