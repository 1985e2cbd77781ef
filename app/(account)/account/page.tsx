import type { Metadata } from "next";
import { AccountSection } from "@/components/account/account-section";
import { Address } from "@/components/account/address";
import { BecomeCoach } from "@/components/account/become-coach";
import { CalendarFeed } from "@/components/account/calendar-feed";
import { ProfileForm } from "@/components/account/profile-form";
import { PageHeading } from "@/components/layout/page-heading";
import { PortraitField } from "@/components/pictures/portrait-field";
import { readWaitingAddress } from "@/lib/auth/read-waiting-address";
import { requireUser } from "@/lib/auth/session";
import { findFeedAddress } from "@/lib/calendar/own-feed-address";
import { machineNow } from "@/lib/clock/clock";
import { formatSoon } from "@/lib/core/format-time";
import { readMailState } from "@/lib/email-suppressions/read-mail-state";
import { readUploadMode } from "@/lib/images/direct-upload";
import { readProfile } from "@/lib/users/read-profile";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const user = await requireUser({ next: "/account" });
  // A mailed link ends by the machine's time (docs/clock.md).
  const now = machineNow();
  const [profile, waiting, feed, mails] = await Promise.all([readProfile(user.id), readWaitingAddress(user.id, now), findFeedAddress(user.id), readMailState(user.email)]);
  return (
    <div className="flex flex-col gap-10">
      <PageHeading title="Account">What we know of you, and how we reach you.</PageHeading>
      <AccountSection
        id="picture"
        title="Picture"
        lead={profile.role === "tutor" ? "The portrait of your public page as well." : "Beside your name in the corner of each page."}
      >
        <PortraitField url={profile.image} publicId={profile.image} name={profile.name} uploads={readUploadMode()} />
      </AccountSection>
      <AccountSection id="profile" title="About you">
        <ProfileForm profile={profile} />
      </AccountSection>
      <AccountSection id="address" title="Mail address" lead="You sign in with it, and everything about your sessions goes there.">
        <Address
          email={profile.email}
          isConfirmed={profile.email_verified}
          mails={mails}
          waiting={waiting && { email: waiting.email, until: formatSoon(new Date(waiting.expires_at), profile.timezone, now) }}
        />
      </AccountSection>
      <AccountSection
        id="calendar"
        title="Your sessions in your calendar"
        lead="A private address that Google Calendar, Outlook or Apple Calendar can subscribe to."
      >
        <CalendarFeed address={feed} />
      </AccountSection>
      {profile.role === "consumer" && (
        <AccountSection id="coach" title="Teach here too" lead="For those who know something well.">
          <BecomeCoach />
        </AccountSection>
      )}
    </div>
  );
}
