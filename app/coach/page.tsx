import type { Metadata } from "next";
import { FailingCalendars } from "@/components/availability/failing-calendars";
import { ComingDays } from "@/components/coach-room/coming-days";
import { Invites } from "@/components/coach-room/invites";
import { MeetingLink } from "@/components/coach-room/meeting-link";
import { MonthCalendar } from "@/components/coach-room/month-calendar";
import { NoticeList } from "@/components/coach-room/notice-list";
import { PauseSwitch } from "@/components/coach-room/pause-switch";
import { ProfileState } from "@/components/coach-room/profile-state";
import { PageHeading } from "@/components/layout/page-heading";
import { classNames } from "@/components/ui/class-names";
import { requireRole } from "@/lib/auth/session";
import { listCalendars } from "@/lib/calendar-feeds/own-calendars";
import { clockNow } from "@/lib/clock/clock";
import { readRoom } from "@/lib/coach-room/read-room";
import { zoneLabel } from "@/lib/core/format-time";
import { listOwnInvites } from "@/lib/invites/own-invites";
import type { PageProps } from "@/lib/http/page-props";

export const metadata: Metadata = { title: "My room", robots: { index: false } };

/** The coach's room: today first, then what comes, then what could be better. */
export default async function CoachRoomPage({ searchParams }: PageProps) {
  const user = await requireRole("tutor", { next: "/coach" });
  const now = clockNow();
  const { month } = await searchParams;
  const [calendars, invites] = await Promise.all([listCalendars(user.id, now), listOwnInvites(user, now)]);
  const room = await readRoom({ user, month: typeof month === "string" ? month : undefined, now });
  const { profile } = room;
  return (
    <div className="flex flex-col gap-8">
      <PageHeading title="My room">Times in {zoneLabel(profile.timezone, now)}.</PageHeading>
      <NoticeList userId={user.id} notices={room.notices} />
      <FailingCalendars calendars={calendars} />
      <div className="grid items-start gap-10 lg:grid-cols-[1fr_20rem]">
        {/* On a phone, what a page still misses comes before days that cannot hold anything yet. */}
        <div className={classNames("flex min-w-0 flex-col gap-10", !profile.is_public && "max-lg:order-2")}>
          <ComingDays room={room} now={now} />
          <MonthCalendar room={room} />
          {profile.is_public && <Invites invites={invites} zone={profile.timezone} />}
        </div>
        <aside aria-label="Your page" className="flex flex-col gap-4">
          <ProfileState profile={profile} />
          {profile.is_public && <PauseSwitch isPaused={profile.is_paused} />}
          {profile.modality !== "in_person" && <MeetingLink url={profile.meeting_url} />}
        </aside>
      </div>
    </div>
  );
}
