import type { Metadata } from "next";
import { AvailabilityEditor } from "@/components/availability/availability-editor";
import { PageHeading } from "@/components/layout/page-heading";
import { requireRole } from "@/lib/auth/session";
import { readOwnHours } from "@/lib/availability/read-own-hours";

export const metadata: Metadata = { title: "Availability", robots: { index: false } };

export default async function AvailabilityPage() {
  const user = await requireRole("tutor", { next: "/coach/availability" });
  const { hours, stranded, today } = await readOwnHours(user.id, new Date());
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-8">
      <PageHeading title="Availability">When clients can book you. Everything is saved as you change it.</PageHeading>
      <AvailabilityEditor initial={hours} stranded={stranded} today={today} />
    </div>
  );
}
