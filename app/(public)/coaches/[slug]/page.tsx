import { clockNow } from "@/lib/clock/clock";
import { firstName } from "@/lib/core/name";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CoachJsonLd } from "@/components/coaches/profile/coach-json-ld";
import { PausedCard } from "@/components/coaches/profile/paused-card";
import { PortfolioGrid } from "@/components/coaches/profile/portfolio-grid";
import { ProfileHeading } from "@/components/coaches/profile/profile-heading";
import { ProfileText } from "@/components/coaches/profile/profile-text";
import { ReviewList } from "@/components/coaches/profile/review-list";
import { BookingCard } from "@/components/coaches/week/booking-card";
import { PackageOffers } from "@/components/packages/package-offers";
import { signInPath } from "@/lib/auth/next-path";
import { getSessionUser } from "@/lib/auth/session";
import { offeredTrial } from "@/lib/bookings/offered-trial";
import { env } from "@/lib/config/env";
import { formatMoney } from "@/lib/core/money";
import { getViewerId, getViewerZone } from "@/lib/http/viewer";
import { track } from "@/lib/integrations/analytics/track";
import { listPackageOffers } from "@/lib/packages/read-offers";
import { listCoachReviews } from "@/lib/reviews/list-coach-reviews";
import { findCoach } from "./find-coach";
import { firstWeek } from "./first-week";

interface PageProps {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CoachPage({ params, searchParams }: PageProps) {
  const coach = await findCoach((await params).slug);
  if (!coach) notFound();
  const now = clockNow();
  const called = firstName(coach.name);
  const { zone } = await getViewerZone();
  const viewer = await getSessionUser();
  const [setup, trial, reviews, packages] = await Promise.all([
    firstWeek({ coach, zone, asked: await searchParams, now }),
    offeredTrial(coach, viewer?.id ?? null),
    listCoachReviews(coach.id),
    coach.is_paused ? [] : listPackageOffers(coach),
    noteView(coach.id, coach.categories[0] ?? ""),
  ]);
  return (
    <div className="wrap grid items-start gap-10 py-6 sm:py-10 lg:grid-cols-[minmax(0,38rem)_25.5rem] lg:justify-between lg:gap-14 lg:pb-16">
      <div className="flex min-w-0 flex-col gap-10">
        <ProfileHeading coach={coach} />
        <ProfileText coach={coach} />
        <PortfolioGrid pictures={coach.portfolio} />
        {packages.length > 0 && <PackageOffers offers={packages} firstName={called} signInPath={viewer ? null : signInPath(`/coaches/${coach.slug}#packages`)} />}
        <section aria-labelledby="reviews">
          <h2 id="reviews" className="mb-4 text-h3">
            Reviews
          </h2>
          <ReviewList reviews={reviews} firstName={called} />
        </section>
      </div>
      <aside className={setup ? "lg:sticky lg:top-6" : "max-lg:order-first lg:sticky lg:top-6"}>
        {setup ? (
          <BookingCard coach={{ first_name: called, timezone: coach.timezone, currency: coach.currency, offers: coach.offers, trial }} setup={setup} />
        ) : (
          <PausedCard firstName={called} isPaused={coach.is_paused} similarPath={`/coaches?category=${coach.categories[0] ?? ""}`} />
        )}
      </aside>
      <CoachJsonLd coach={coach} url={`${env().app_url}/coaches/${coach.slug}`} />
    </div>
  );
}

async function noteView(coach_id: string, category: string): Promise<void> {
  track("coach_viewed", await getViewerId(), { coach_id, category });
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const coach = await findCoach((await params).slug);
  if (!coach) return { title: "Coach not found" };
  const price = formatMoney({ amount: coach.price_from, currency: coach.currency }, { short: true });
  const description = `${coach.headline}. ${coach.subjects.slice(0, 3).join(", ")}, ${price} for ${coach.default_duration_minutes} minutes. See the free times and book in two clicks.`;
  const title = `${coach.name}, ${coach.subjects[0] ?? "coach"}`;
  return {
    title,
    description,
    alternates: { canonical: `/coaches/${coach.slug}` },
    openGraph: { title, description, type: "profile", url: `/coaches/${coach.slug}`, ...(coach.portrait_url?.startsWith("http") && { images: [coach.portrait_url] }) },
  };
}
