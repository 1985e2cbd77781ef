import type { Metadata } from "next";
import { PageHeading } from "@/components/layout/page-heading";
import { AccountCard } from "@/components/payouts/account-card";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { requireRole } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { readOwnAccount } from "@/lib/payouts/read-own-account";

export const metadata: Metadata = { title: "Back from Stripe", robots: { index: false } };

/** Where Stripe's onboarding ends, finished or not: asks Stripe how it stands, so it may be reloaded as often as one likes. */
export default async function BackFromStripePage() {
  const user = await requireRole("tutor", { next: "/coach/payouts/return" });
  const { account, is_fresh, timezone } = await readOwnAccount({ user, now: clockNow() });
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-8">
      <PageHeading title="Back from Stripe">This is how your payouts stand now.</PageHeading>
      {!is_fresh && (
        <Alert tone="warning" isNews={false}>
          Stripe does not answer right now, so this may be a little old. We look again by ourselves.
        </Alert>
      )}
      <AccountCard account={account} hasTwoFactor={user.two_factor_enabled} zone={timezone} />
      <LinkButton href="/coach/payouts" variant={account.standing === "ready" ? "primary" : "quiet"} className="self-start">
        See my payouts
      </LinkButton>
    </div>
  );
}
