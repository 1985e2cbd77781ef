import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ConfirmAddressBanner } from "@/components/auth/confirm-address-banner";
import { RoomNav } from "@/components/layout/room-nav";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { getSessionUser } from "@/lib/auth/session";

export const metadata: Metadata = { robots: { index: false } };

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const user = await getSessionUser();
  return (
    <>
      <SiteHeader />
      {user && !user.email_verified && <ConfirmAddressBanner email={user.email} />}
      <RoomNav label="Your account" places={places} />
      <main id="content" className="wrap flex-1 py-10 lg:py-12">
        {children}
      </main>
      <SiteFooter />
    </>
  );
}

const places = [
  { href: "/account", label: "Profile" },
  { href: "/account/payments", label: "Payments" },
  { href: "/account/payment-methods", label: "Payment methods" },
  { href: "/account/security", label: "Security" },
  { href: "/account/notices", label: "Notices" },
  { href: "/account/privacy", label: "Privacy" },
];
