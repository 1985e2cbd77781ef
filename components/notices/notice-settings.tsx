"use client";

import Link from "next/link";
import { AccountSection } from "@/components/account/account-section";
import { SaveLine } from "@/components/availability/save-line";
import type { Channel, NoticeSettings as Settings, NoticeSwitch, Topic } from "@/lib/notifications/schema";
import type { Role } from "@/lib/users/schema";
import { QuietHoursField } from "./quiet-hours-field";
import { SettingsTable } from "./settings-table";
import { reminderWords, topicsFor } from "./topic-words";
import { useSavedSettings } from "./use-saved-settings";

interface NoticeSettingsProps {
  settings: Settings;
  role: Role;
  /** "New York (EST)". */
  zoneName: string;
}

/** Which notices, by which way, and when not; each choice saves itself. */
export function NoticeSettings({ settings: initial, role, zoneName }: NoticeSettingsProps) {
  const { settings, state, error, turn, setQuietHours, retry } = useSavedSettings(initial);
  const isOn = (topic: Topic, channel: Channel) => !settings.off.includes(`${topic}:${channel}` satisfies NoticeSwitch);
  return (
    <div className="flex flex-col gap-10">
      <div className="sticky top-0 z-10 -mx-4 -my-2 bg-paper px-4 py-2">
        <SaveLine state={state} onUndo={null} onRetry={retry} />
      </div>
      <AccountSection id="reminders" title="Reminders" lead="Of every session that you booked or teach. They come in quiet hours, too.">
        <SettingsTable caption="Reminders, and how they reach you" rows={reminderWords} isOn={isOn} onTurn={turn} />
      </AccountSection>
      <AccountSection
        id="kinds"
        title="What we tell you"
        lead={
          <>
            Some mails cannot be turned off: those about your sessions, your money and the security of your account. You have a right to a record of them
            outside of this app, and a thief must not be able to silence them.
          </>
        }
      >
        <SettingsTable caption="Notices, and how they reach you" rows={topicsFor(role)} isOn={isOn} onTurn={turn} />
      </AccountSection>
      <AccountSection
        id="quiet"
        title="Quiet hours"
        lead="Mails that can wait come when they end; notices in the app come without a sound. Reminders, the security of your account and whatever changes a session of the next 24 hours do not wait."
      >
        <QuietHoursField hours={settings.quiet_hours} zoneName={zoneName} error={error} onChange={setQuietHours} />
      </AccountSection>
      <AccountSection id="words" title="Language and time zone">
        <p>
          Notices and mails are written in English, with times in {zoneName}; those about a session in the zone in which it was booked.{" "}
          <Link href="/account#profile" className="link">
            Change them in your profile
          </Link>
        </p>
      </AccountSection>
    </div>
  );
}
