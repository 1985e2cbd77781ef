import type { Metadata } from "next";
import { headers } from "next/headers";
import { AccountSection } from "@/components/account/account-section";
import { DeviceList } from "@/components/account/device-list";
import { PasswordForm } from "@/components/account/password-form";
import { TwoFactor } from "@/components/account/two-factor";
import { PageHeading } from "@/components/layout/page-heading";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { countRecoveryCodes } from "@/lib/auth/guard-two-factor";
import { listDevices } from "@/lib/auth/list-devices";
import { findSessionId, requireUser } from "@/lib/auth/session";
import type { PageProps } from "@/lib/http/page-props";
import { getViewerZone } from "@/lib/http/viewer";

export const metadata: Metadata = { title: "Security" };

export default async function SecurityPage({ searchParams }: PageProps) {
  const { setup } = await searchParams;
  const isSetupRequired = setup === "required";
  const user = await requireUser({ next: isSetupRequired ? "/account/security?setup=required" : "/account/security" });
  const session_id = await findSessionId(await headers());
  const [{ zone }, codesLeft, devices] = await Promise.all([
    getViewerZone(),
    countRecoveryCodes(user),
    listDevices({ user_id: user.id, session_id }),
  ]);
  const isAdmin = user.role === "admin";
  return (
    <div className="flex flex-col gap-10">
      <PageHeading title="Security">Who gets into your account, and from where.</PageHeading>
      {isAdmin && !user.two_factor_enabled && (
        <Alert tone="warning" isNews={false} title="Set up two-factor sign-in first">
          Admins see other people&rsquo;s money and documents, so a password alone must not open their room. It takes two minutes.
        </Alert>
      )}
      {isAdmin && isSetupRequired && user.two_factor_enabled && (
        <LinkButton href="/admin" className="self-start">
          Go on to the admin&rsquo;s room
        </LinkButton>
      )}
      <AccountSection
        id="two-factor"
        title="Two-factor sign-in"
        lead={isAdmin ? "Admins need it." : user.role === "tutor" ? "We recommend it to every coach before payouts are set up." : "A second lock on the door."}
      >
        <TwoFactor isOn={user.two_factor_enabled} codesLeft={codesLeft} isRequired={isAdmin} />
      </AccountSection>
      <AccountSection id="password" title="Password">
        <PasswordForm email={user.email} />
      </AccountSection>
      <AccountSection id="devices" title="Devices" lead="Where you are signed in. A sign-in lasts 30 days.">
        <DeviceList devices={devices} zone={zone} />
      </AccountSection>
    </div>
  );
}
