import type { ReactNode } from "react";
import { RoomNav } from "@/components/layout/room-nav";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";

export default function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SiteHeader />
      <RoomNav label="Admin" places={places} />
      <main id="content" className="wrap flex-1 py-10 lg:py-12">
        {children}
      </main>
      <SiteFooter />
    </>
  );
}

const places = [
  { href: "/admin", label: "Overview" },
  { href: "/admin/approvals", label: "Approvals" },
  { href: "/admin/coaches", label: "Coaches" },
  { href: "/admin/integrations", label: "Integrations" },
  { href: "/admin/jobs", label: "Jobs" },
  { href: "/admin/problems", label: "Problems" },
  { href: "/admin/announcements", label: "Announcements" },
  { href: "/admin/money", label: "Money" },
  { href: "/admin/sponsorships", label: "Sponsorships" },
  { href: "/admin/funnels", label: "Funnels" },
];
