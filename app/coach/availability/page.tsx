import type { Metadata } from "next";
import { AvailabilityEditor } from "@/components/availability/availability-editor";
import { Calendars } from "@/components/availability/calendars";
import { PageHeading } from "@/components/layout/page-heading";
import { requireRole } from "@/lib/auth/session";
import { readOwnHours } from "@/lib/availability/read-own-hours";
import { listCalendars } from "@/lib/calendar-feeds/own-calendars";
import { clockNow } from "@/lib/clock/clock";
import { policy } from "@/lib/config/policy";

export const metadata: Metadata = { title: "Availability", robots: { index: false } };

export default async function AvailabilityPage() {
  const user = await requireRole("tutor", { next: "/coach/availability" });
  const now = clockNow();
  const [{ hours, stranded, today }, calendars] = await Promise.all([readOwnHours(user.id, now), listCalendars(user.id, now)]);
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-8">
      <PageHeading title="Availability">When clients can book you. Everything is saved as you change it.</PageHeading>
      <AvailabilityEditor initial={hours} stranded={stranded} today={today} />
      <section aria-labelledby="calendars" className="flex flex-col gap-4">
        <div>
          <h2 id="calendars" className="text-h3">
            Calendars elsewhere
          </h2>
          <p className="text-quiet">What stands in them cannot be booked over. We read them every ten minutes and write nothing into them.</p>
        </div>
        <Calendars calendars={calendars} atMost={policy.calendar_feeds_per_coach} zone={hours.timezone} />
      </section>
    </div>
  );
}
