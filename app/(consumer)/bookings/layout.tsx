import type { ReactNode } from "react";
import { ConfirmAddressBanner } from "@/components/auth/confirm-address-banner";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { getSessionUser } from "@/lib/auth/session";

export default async function BookingsLayout({ children }: { children: ReactNode }) {
  const user = await getSessionUser();
  return (
    <div className="contents print:[&_footer]:hidden print:[&_header]:hidden print:[&_[role=region]]:hidden">
      <SiteHeader />
      {user && !user.email_verified && <ConfirmAddressBanner email={user.email} />}
      <main id="content" className="wrap flex-1 py-10 lg:py-12">
        {children}
      </main>
      <SiteFooter />
    </div>
  );
}
