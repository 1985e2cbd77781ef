import { minorUnitDigits } from "@/lib/core/money";
import type { CoachProfile } from "@/lib/tutors/view";

/** The coach's offer as search engines read it (schema.org Service). */
export function CoachJsonLd({ coach, url }: { coach: CoachProfile; url: string }) {
  const data = {
    "@context": "https://schema.org",
    "@type": "Service",
    name: `${coach.subjects[0] ?? "Coaching"} with ${coach.name}`,
    description: coach.headline,
    url,
    provider: { "@type": "Person", name: coach.name, knowsLanguage: coach.languages, ...(coach.portrait_url?.startsWith("http") && { image: coach.portrait_url }) },
    offers: coach.offers.map((offer) => ({
      "@type": "Offer",
      name: `${offer.duration_minutes} minutes`,
      price: (offer.price / 10 ** minorUnitDigits(coach.currency)).toFixed(minorUnitDigits(coach.currency)),
      priceCurrency: coach.currency.toUpperCase(),
      url,
    })),
    ...(coach.rating && {
      aggregateRating: { "@type": "AggregateRating", ratingValue: coach.rating.score, reviewCount: coach.rating.count, bestRating: 5 },
    }),
  };
  // A name may hold "</script>": written as an escape it stays inside the string.
  const text = JSON.stringify(data).replaceAll("<", "\\u003c");
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: text }} />;
}
