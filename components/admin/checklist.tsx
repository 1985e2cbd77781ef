import { Check, CircleAlert } from "lucide-react";
import { durationWords } from "@/components/availability/weekly-hours";
import { formatMoney } from "@/lib/core/money";
import type { ReviewView } from "@/lib/tutors/review-view";

/** What an admin looks through, with what a machine can say already. */
export function Checklist({ review }: { review: ReviewView }) {
  const { profile, missing, person, documents } = review;
  const offers = profile.offers.map((offer) => `${offer.duration_minutes} min ${formatMoney({ amount: offer.price, currency: profile.currency })}`).join(", ");
  const trial = profile.trial && `, first session ${profile.trial.duration_minutes} min ${formatMoney({ amount: profile.trial.price, currency: profile.currency })}`;
  const lines = [
    { ok: missing.length === 0, text: missing.length === 0 ? "Every required part is there" : `Missing: ${missing.map(({ sentence }) => sentence).join(" ")}` },
    { ok: person.email_verified, text: person.email_verified ? `${person.email} is confirmed` : `${person.email} is not confirmed` },
    { ok: profile.offers.length > 0, text: `Prices: ${offers || "none"}${trial ?? ""}` },
    { ok: review.weekly_minutes >= 180, text: `${durationWords(review.weekly_minutes)} a week in ${profile.timezone}` },
    { ok: !profile.credentials_line || documents.length > 0, text: profile.credentials_line ? `Says “${profile.credentials_line}”, with ${documents.length === 0 ? "no document" : documents.length === 1 ? "one document" : `${documents.length} documents`}` : "Names no qualification" },
    { ok: !contactIn(profile), text: contactIn(profile) ? "The text seems to hold a way to reach the coach outside" : "No address, number or link in the text" },
  ];
  return (
    <ul className="flex flex-col gap-2">
      {lines.map(({ ok, text }) => (
        <li key={text} className="flex gap-2">
          {ok ? <Check aria-hidden="true" className="mt-1 size-4 shrink-0 text-brand" /> : <CircleAlert aria-hidden="true" className="mt-1 size-4 shrink-0 text-warning" />}
          <span className="min-w-0 break-words">
            {!ok && <span className="sr-only">Look at this: </span>}
            {text}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A hint to look, not a verdict: mail addresses, links, and long rows of digits. */
function contactIn({ headline, bio }: { headline: string; bio: string }): boolean {
  return /\S+@\S+\.\S+|https?:|www\.|\+?\d[\d ().-]{8,}\d/i.test(`${headline}\n${bio}`);
}
