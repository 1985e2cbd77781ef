"use client";

import { CoachCard } from "@/components/coaches/coach-card";
import { PortfolioGrid } from "@/components/coaches/profile/portfolio-grid";
import { ProfileHeading } from "@/components/coaches/profile/profile-heading";
import { ProfileText } from "@/components/coaches/profile/profile-text";
import { toPreview } from "./preview-view";
import { useProfile } from "./use-profile";

/**
 * The card and the page as clients see them on a phone, from what is typed now. Nothing in it can be pressed, and screen
 * readers leave it out: the fields and the last step say the same.
 */
export function Preview({ now }: { now: string }) {
  const { values, profile, next_times } = useProfile();
  const { card, page, stand_ins } = toPreview(values, { profile, next_times });
  return (
    <div className="flex flex-col gap-6">
      {stand_ins.length > 0 && <p className="text-sm text-quiet">Not filled in yet: {stand_ins.join(", ")}.</p>}
      <div inert className={`flex flex-col gap-8 ${as_on_a_phone}`}>
        <CoachCard coach={card} zone={profile.timezone} now={new Date(now)} heading="h3" />
        <div className="flex flex-col gap-6 rounded-card border border-hairline bg-paper p-4">
          <ProfileHeading coach={page} />
          <ProfileText coach={page} />
          <PortfolioGrid pictures={page.portfolio} />
        </div>
      </div>
    </div>
  );
}

/** Card and heading widen with the window; here they have a phone's width at every window. */
const as_on_a_phone =
  "[&_article]:min-h-0 [&_article]:grid-cols-[auto_minmax(0,1fr)] [&_article]:gap-4 [&_article]:p-4 [&_article>:first-child]:size-18 [&_article>:last-child]:col-span-2 " +
  "[&_article_form]:flex [&_article_form_button]:min-h-11 [&_article_form_button]:px-1 [&_article_form_button]:text-[0.8125rem] " +
  "[&_header>div]:items-start [&_header>div]:gap-4 [&_header>div>:first-child]:size-22 [&_h1]:text-h2";
