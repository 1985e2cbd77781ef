"use client";

import { useState } from "react";
import { useNow } from "@/components/clock/use-now";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { policy } from "@/lib/config/policy";
import { formatClock, formatDay, formatSoon, zoneLabel, zonePlace } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import type { Offer } from "@/lib/tutors/schema";
import { useHold } from "../use-hold";
import { LengthChoice } from "./length-choice";
import { LostTime } from "./lost-time";
import { useWeek, type WeekSetup } from "./use-week";
import { WeekPicker } from "./week-picker";
import { zoneDifference } from "./zone-difference";

interface BookingCardProps {
  coach: { first_name: string; timezone: string; currency: string; offers: Offer[]; trial: Offer | null };
  setup: WeekSetup;
}

/** Length, week, time and one button. At the side on wide screens; on a phone a bar that opens the same as a sheet. */
export function BookingCard({ coach, setup }: BookingCardProps) {
  const now = useNow();
  const week = useWeek(setup);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [isTrial, setTrial] = useState(false);
  const { hold, pending, problem, clearProblem } = useHold({
    tutorId: setup.tutorId,
    durationMinutes: week.durationMinutes,
    isTrial,
    onLost: () => void week.reload(),
  });
  const offer = isTrial ? coach.trial : coach.offers.find(({ duration_minutes }) => duration_minutes === week.durationMinutes);
  const price = offer ? formatMoney({ amount: offer.price, currency: coach.currency }, { short: true }) : "";

  const picker = (
    <div className="flex flex-col gap-5">
      <LengthChoice
        coach={coach}
        chosen={{ minutes: week.durationMinutes, isTrial }}
        onChoose={(minutes, asTrial) => {
          setTrial(asTrial);
          void week.chooseDuration(minutes);
        }}
      />
      <WeekPicker week={week} zone={setup.zone} />
      <p className="text-sm text-quiet">{zoneSentence({ coach, zone: setup.zone, instant: week.start ? new Date(week.start) : now })}</p>
      <LostTime
        problem={problem}
        zone={setup.zone}
        onChoose={(start) => {
          clearProblem();
          void hold(start);
        }}
        onReload={() => {
          clearProblem();
          void week.reload();
        }}
      />
      <div className="max-lg:sticky max-lg:bottom-0 max-lg:-mx-4 max-lg:border-t max-lg:border-hairline max-lg:bg-card max-lg:px-4 max-lg:pt-3 max-lg:pb-1">
        <Button size="large" isWide isPending={pending !== undefined} disabled={!week.start || week.isLoading} onClick={() => week.start && hold(week.start)} className="figures">
          {week.start ? `Book ${formatDay(new Date(week.start), setup.zone)}, ${formatClock(new Date(week.start), setup.zone)} · ${price}` : "Choose a time"}
        </Button>
        <p className="mt-2 text-center text-sm text-quiet lg:mt-3">Held for {policy.hold_minutes} minutes while you pay</p>
      </div>
    </div>
  );

  return (
    <>
      <section aria-label="Choose a time" className="hidden rounded-card border border-hairline bg-card p-6 shadow-float lg:block">
        {picker}
      </section>
      <div className="bottom-bar fixed inset-x-0 bottom-0 z-10 border-t border-hairline bg-card pb-[env(safe-area-inset-bottom)] lg:hidden">
        <div className="wrap flex items-center justify-between gap-4 py-3">
          <p className="figures min-w-0 text-sm text-quiet">
            <strong className="font-display text-h4 font-semibold text-ink">{price}</strong> for {week.durationMinutes} min
            <br />
            {week.start ? `Next: ${formatSoon(new Date(week.start), setup.zone, now)}` : "See when there is room"}
          </p>
          <Button onClick={() => setSheetOpen(true)} aria-haspopup="dialog">
            See times
          </Button>
        </div>
      </div>
      <Dialog isOpen={isSheetOpen} onClose={() => setSheetOpen(false)} title={`A time with ${coach.first_name}`} shape="sheet">
        {picker}
      </Dialog>
    </>
  );
}

function zoneSentence({ coach, zone, instant }: { coach: BookingCardProps["coach"]; zone: string; instant: Date }): string {
  const shown = `Times in ${zoneLabel(zone, instant)}.`;
  if (coach.timezone === zone) return shown;
  return `${shown} ${coach.first_name} is in ${zonePlace(coach.timezone)}, ${zoneDifference({ viewer: zone, other: coach.timezone }, instant)}.`;
}
