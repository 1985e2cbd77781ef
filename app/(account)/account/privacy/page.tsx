import type { Metadata } from "next";
import Link from "next/link";
import { AccountSection } from "@/components/account/account-section";
import { DeleteAccount } from "@/components/account/delete-account";
import { ExportData } from "@/components/account/export-data";
import { ConsentChoice } from "@/components/consent/consent-choice";
import { PageHeading } from "@/components/layout/page-heading";
import { requireUser } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { findOpenMatters } from "@/lib/privacy/find-open-matters";
import { reasonsToWait } from "@/lib/privacy/rules";

export const metadata: Metadata = { title: "Your privacy" };

export default async function AccountPrivacyPage() {
  const user = await requireUser({ next: "/account/privacy" });
  const reasons = reasonsToWait(await findOpenMatters({ user_id: user.id, now: clockNow() }));
  return (
    <div className="flex flex-col gap-10">
      <PageHeading title="Your privacy">
        What is kept, and who sees it, stands in the{" "}
        <Link href="/privacy" className="link">
          privacy notice
        </Link>
        . What you can decide is here.
      </PageHeading>
      <AccountSection
        id="consent"
        title="Statistics"
        lead="Whether Mixpanel may be told which steps you take. It is kept with your account and in this browser; a no in either counts."
      >
        <ConsentChoice />
      </AccountSection>
      <AccountSection id="export" title="A copy of your data">
        <ExportData />
      </AccountSection>
      <AccountSection id="delete" title="Delete the account" lead="At once, and for good.">
        <div className="flex flex-col items-start gap-5">
          <ul className="flex list-disc flex-col gap-1.5 pl-5">
            <li>Your name, address, phone number, pictures, documents and notes go, everywhere and at once.</li>
            {user.role === "tutor" && <li>Your public page goes. Where clients met you, it says &ldquo;Deleted account&rdquo;.</li>}
            <li>Reviews that you wrote stay, without your name.</li>
            <li>What was paid and refunded stays in the books, because tax law asks for it, under a number that names nobody.</li>
            <li>You are signed out everywhere. Later you may register anew with the same address, from nothing.</li>
          </ul>
          <DeleteAccount needsCode={user.two_factor_enabled} reasons={reasons} />
        </div>
      </AccountSection>
    </div>
  );
}
