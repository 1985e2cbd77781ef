"use client";

import { Menu } from "lucide-react";
import Link from "next/link";
import { useRef } from "react";

/** The links of the header where there is no room for them. A popover: it opens and closes before any script has come. */
export function SiteMenu({ links }: { links: { href: string; label: string }[] }) {
  const panel = useRef<HTMLElement>(null);
  return (
    <div className="lg:hidden">
      <button type="button" popoverTarget="site-menu" className="grid size-11 place-items-center rounded-control hover:bg-muted">
        <Menu aria-hidden="true" className="size-6" />
        <span className="sr-only">Menu</span>
      </button>
      <nav
        ref={panel}
        id="site-menu"
        popover="auto"
        aria-label="Menu"
        onClick={() => panel.current?.hidePopover()}
        className="inset-x-0 top-16 m-0 w-full border-y border-hairline bg-card p-2 text-ink shadow-float backdrop:bg-transparent open:rise"
      >
        {links.map((link) => (
          <Link key={link.href} href={link.href} className="block rounded-control px-3 py-3 text-lg hover:bg-muted">
            {link.label}
          </Link>
        ))}
      </nav>
    </div>
  );
}
