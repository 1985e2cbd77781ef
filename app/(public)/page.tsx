import Link from "next/link";
import { CoachCard } from "@/components/coaches/coach-card";
import { CategoryTiles } from "@/components/coaches/home/category-tiles";
import { Hero } from "@/components/coaches/home/hero";
import { Promises } from "@/components/coaches/home/promises";
import { getSessionUser } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { noteLanding } from "@/lib/http/note-landing";
import { getViewerZone } from "@/lib/http/viewer";
import { searchCoaches } from "@/lib/tutors/search";
import { coachSearchFromParams } from "@/lib/tutors/search-params";

const week_ms = 7 * 86_400_000;

export default async function HomePage() {
  const now = clockNow();
  const user = await getSessionUser();
  const [{ zone }, best, soonest] = await Promise.all([
    getViewerZone(),
    searchCoaches({ search: coachSearchFromParams({ sort: "best" }, user ?? {}), promotes: false, now }),
    searchCoaches({ search: coachSearchFromParams({ sort: "soonest" }, user ?? {}), now }),
    noteLanding("/"),
  ]);
  const first = best.coaches.filter((coach) => coach.next_times.length > 0).slice(0, 3);
  const freeThisWeek = soonest.coaches.filter((coach) => Date.parse(coach.next_times[0] ?? "") < now.getTime() + week_ms).slice(0, 3);
  return (
    <>
      <Hero coaches={first} zone={zone} now={now} />
      <section aria-labelledby="categories" className="border-b border-hairline">
        <div className="wrap py-12 sm:py-14">
          <h2 id="categories" className="mb-6 text-h2">
            What would you like to get better at?
          </h2>
          <CategoryTiles />
        </div>
      </section>
      {freeThisWeek.length > 0 && (
        <section aria-labelledby="free" className="border-b border-hairline">
          <div className="wrap py-12 sm:py-14">
            <div className="mb-6 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
              <h2 id="free" className="text-h2">
                Free this week
              </h2>
              <Link href="/coaches?sort=soonest" className="link">
                See all coaches
              </Link>
            </div>
            <div className="flex flex-col gap-4">
              {freeThisWeek.map((coach, index) => (
                <CoachCard key={coach.id} coach={coach} zone={zone} now={now} isFirst={index === 0} heading="h3" />
              ))}
            </div>
          </div>
        </section>
      )}
      <div className="wrap py-12 sm:py-16">
        <Promises />
      </div>
    </>
  );
}
