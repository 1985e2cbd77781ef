import { policy } from "@/lib/config/policy";

/** What is bought, and what cannot be. */
export function WhatItDoes() {
  return (
    <section aria-labelledby="what-it-does" className="flex flex-col gap-3 border-t border-hairline pt-6">
      <h2 id="what-it-does" className="text-h3">
        What it does, and what it does not
      </h2>
      <ul className="flex max-w-prose list-disc flex-col gap-1.5 pl-5 marker:text-brand">
        <li>Up to {policy.sponsored_per_page} sponsored coaches stand above the first page of results, labelled “Sponsored”. Who they are changes by the hour, and every sponsor has the same share.</li>
        <li>You are shown only to clients whose search you fit. It buys no way past a filter, and none when they sort by price, rating or time.</li>
        <li>Your rating, your reviews and your own place in the results stay as they are. We promise places, not bookings.</li>
        <li>It renews at the same price until you end it. When you end it, it runs on to the end of what you paid, and nothing more is charged.</li>
        <li>If a renewal fails you stay up for {policy.sponsorship_grace_days} more days, so that there is time for another card.</li>
      </ul>
    </section>
  );
}
