"use client";

import { useRouter } from "next/navigation";
import { AvailabilityEditor } from "@/components/availability/availability-editor";
import type { OwnHours } from "@/lib/availability/read-own-hours";
import { policy } from "@/lib/config/policy";
import { isDone } from "./steps";
import { useProfile } from "./use-profile";

const hours_needed = policy.weekly_minutes_before_submitting / 60;

export function HoursStep({ hours, stranded, today }: OwnHours) {
  const router = useRouter();
  const { profile } = useProfile();
  return (
    <>
      {!isDone("hours", profile) && <p className="text-quiet">Open at least {hours_needed} hours a week; more make it likelier that a client finds a time. One press on a suggestion below is enough.</p>}
      {/* Rendered anew, the page tells the form what is not missing any more, and the preview the next times. */}
      <AvailabilityEditor initial={hours} stranded={stranded} today={today} isShort onSaved={() => router.refresh()} />
    </>
  );
}
