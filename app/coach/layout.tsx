import type { ReactNode } from "react";
import { ConfirmAddressBanner } from "@/components/auth/confirm-address-banner";
import { RoomNav } from "@/components/layout/room-nav";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { getSessionUser } from "@/lib/auth/session";

export default async function CoachLayout({ children }: { children: ReactNode }) {
  const user = await getSessionUser();
  return (
    <>
      <SiteHeader />
      {user && !user.email_verified && <ConfirmAddressBanner email={user.email} />}
      <RoomNav label="My room" places={places} />
      <main id="content" className="wrap flex-1 py-10 lg:py-12">
        {children}
      </main>
      <SiteFooter />
    </>
  );
}

const places = [
  { href: "/coach", label: "Room" },
  { href: "/coach/availability", label: "Availability" },
  { href: "/coach/packages", label: "Packages" },
  { href: "/coach/payouts", label: "Payouts" },
  { href: "/coach/onboarding", label: "Profile" },
  { href: "/coach/sponsorship", label: "Sponsorship" },
];
