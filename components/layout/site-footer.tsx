import Link from "next/link";
import { Wordmark } from "./wordmark";

export function SiteFooter() {
  return (
    <footer className="mt-auto border-t border-hairline">
      <div className="wrap flex flex-col gap-8 py-10 md:flex-row md:justify-between">
        <div className="max-w-xs space-y-3">
          <Wordmark />
          <p className="text-sm text-quiet">Real people, real times, a price that does not change.</p>
        </div>
        <nav aria-label="Footer" className="grid grid-cols-2 gap-x-12 gap-y-1 text-sm sm:grid-cols-3">
          {links.map((link) => (
            <Link key={link.href} href={link.href} className="py-1.5 text-quiet hover:text-brand">
              {link.label}
            </Link>
          ))}
        </nav>
      </div>
    </footer>
  );
}

const links = [
  { href: "/coaches", label: "Find a coach" },
  { href: "/how-it-works", label: "How it works" },
  { href: "/for-coaches", label: "For coaches" },
  { href: "/bookings", label: "My sessions" },
  { href: "/terms", label: "Terms" },
  { href: "/privacy", label: "Privacy" },
];
