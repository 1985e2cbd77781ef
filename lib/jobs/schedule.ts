import "server-only";
import { releaseLapsedHolds } from "@/lib/bookings/release-lapsed-holds";
import { readDueFeeds } from "@/lib/calendar-feeds/read-due-feed";
import { lookAfterPayouts } from "@/lib/payouts/look-after";
import { checkAllServices } from "@/lib/probes/check-services";
import { chainEntries } from "@/lib/ledger/chain-entries";
import { reconcileNightly } from "@/lib/reconciliation/reconcile";
import { pollStripeEvents } from "@/lib/webhook-events/poll-stripe-events";
import { purgeDone } from "./purge";
import type { RecurringJob } from "./recurring";

/** Everything that comes again and again. A new entry is a line here; the admin's page and every kind of worker find it by themselves. */
export const schedule: RecurringJob[] = [
  { name: "stripe-events", title: "Ask Stripe for events that did not come", every_minutes: 5, run: pollStripeEvents },
  { name: "payouts", title: "Look after coaches' payouts", every_minutes: 10, run: lookAfterPayouts },
  { name: "calendars", title: "Read coaches' calendars elsewhere", every_minutes: 1, run: readDueFeeds },
  { name: "services", title: "Look whether every service works", every_minutes: 1, run: checkAllServices },
  { name: "lapsed-holds", title: "Tidy up holds that nobody paid", every_minutes: 5, run: releaseLapsedHolds },
  { name: "ledger-chain", title: "Number the ledger’s new entries", every_minutes: 1, run: async () => `${await chainEntries()} numbered` },
  { name: "reconciliation", title: "Compare our books with Stripe’s, at night", every_minutes: 1, run: reconcileNightly },
  { name: "purge", title: "Forget what was done long ago", every_minutes: 60, run: purgeDone },
];
