import { Portrait } from "@/components/coaches/portrait";
import { Card } from "@/components/ui/card";
import { buttonStyle } from "@/components/ui/button-style";
import { formatMoney } from "@/lib/core/money";
import { firstName } from "@/lib/core/name";
import type { OpenInvite } from "@/lib/invites/read-invite";

/** Who invites, what they wrote, and the way to their free times. */
export function InviteCard({ invite: { coach, note }, token }: { invite: OpenInvite; token: string }) {
  const first = firstName(coach.name);
  return (
    <>
      <Card className="flex flex-col gap-4">
        <div className="flex items-center gap-4">
          <Portrait coach={coach} size={80} isFirstSeen />
          <div className="min-w-0">
            <p className="font-display text-h4 break-words">{coach.name}</p>
            <p className="text-quiet break-words">{coach.headline}</p>
            <p className="figures text-sm text-quiet">From {formatMoney({ amount: coach.price_from, currency: coach.currency }, { short: true })} a session</p>
          </div>
        </div>
        {note && (
          <blockquote className="border-l-2 border-hairline pl-4 break-words" dir="auto">
            {note}
          </blockquote>
        )}
      </Card>
      <div className="flex flex-col items-center gap-4">
        {/* No Link: it sets a cookie on the way, which only the browser itself follows. */}
        <a href={`/api/invites/${token}/open`} className={buttonStyle({ size: "large", isWide: true })}>
          See {first}&rsquo;s free times
        </a>
        <a href={`/invite/${token}?stop=1`} className="link text-sm">
          No more invitations
        </a>
      </div>
    </>
  );
}
