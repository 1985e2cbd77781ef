import { Bell, Settings } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { PageHeading } from "@/components/layout/page-heading";
import { kindWords } from "@/components/notices/kind-words";
import { MarkAllRead } from "@/components/notices/mark-all-read";
import { NoticeFeed } from "@/components/notices/notice-feed";
import { chipStyle } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { requireUser } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import type { PageProps } from "@/lib/http/page-props";
import { getViewerZone } from "@/lib/http/viewer";
import { listQuery } from "@/lib/notifications/params";
import { readNotices } from "@/lib/notifications/read-notices";
import { readOverview } from "@/lib/notifications/read-unread";
import { noticeKinds, type NoticeKind } from "@/lib/notifications/schema";

export const metadata: Metadata = { title: "Notices" };

export default async function NoticesPage({ searchParams }: PageProps) {
  const user = await requireUser({ next: "/notices" });
  const { kind, before, limit } = readQuery(await searchParams);
  const [{ notices, next }, { unread, kinds }, { zone }] = await Promise.all([
    readNotices({ user_id: user.id, kind, before, limit }),
    readOverview(user.id),
    getViewerZone(),
  ]);
  return (
    <div className="flex flex-col gap-8">
      <PageHeading title="Notices">What happened with your sessions and your account.</PageHeading>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        {kinds.length > 1 && <KindFilter kinds={kinds} current={kind} />}
        <div className="flex flex-wrap items-center gap-3 sm:ml-auto">
          <MarkAllRead userId={user.id} unread={unread} />
          <LinkButton href="/account/notices" variant="quiet">
            <Settings aria-hidden="true" className="size-4.5" />
            Choose what you get
          </LinkButton>
        </div>
      </div>
      {notices.length > 0 ? (
        <NoticeFeed key={notices[0]?.id} userId={user.id} notices={notices} zone={zone} now={clockNow().toISOString()} isFront={!kind && !before} />
      ) : kind || before ? (
        <EmptyState
          icon={Bell}
          title={kind ? `No notices under “${kindWords[kind].label}”` : "No older notices"}
          action={<LinkButton href="/notices">All notices</LinkButton>}
        />
      ) : (
        <EmptyState
          icon={Bell}
          title="Nothing yet"
          action={<LinkButton href={user.role === "tutor" ? "/coach" : "/coaches"}>{user.role === "tutor" ? "Go to my room" : "Find a coach"}</LinkButton>}
        >
          Bookings, reminders and answers will stand here as they come, also while this page is open.
        </EmptyState>
      )}
      {(before || next) && (
        <nav aria-label="Pages of notices" className="flex flex-wrap gap-3">
          {before && (
            <LinkButton href={address({ kind })} variant="secondary">
              Newest notices
            </LinkButton>
          )}
          {next && (
            <LinkButton href={address({ kind, before: next })} variant="secondary">
              Older notices
            </LinkButton>
          )}
        </nav>
      )}
    </div>
  );
}

function KindFilter({ kinds, current }: { kinds: NoticeKind[]; current: NoticeKind | undefined }) {
  const offered = noticeKinds.filter((kind) => kinds.includes(kind) || kind === current);
  return (
    <nav aria-label="Kinds of notices">
      <ul className="flex flex-wrap gap-2">
        {[undefined, ...offered].map((kind) => (
          <li key={kind ?? "all"}>
            <Link href={address({ kind })} aria-current={kind === current ? "true" : undefined} className={chipStyle(kind === current)}>
              {kind ? kindWords[kind].label : "All"}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What an address says that nobody wrote here is passed over: the page shows everything then. */
function readQuery({ kind, before }: Record<string, string | string[] | undefined>) {
  const asked = listQuery.safeParse({ ...(kind && { kind }), ...(before && { before }) });
  return asked.success ? asked.data : listQuery.parse({});
}

function address({ kind, before }: { kind: NoticeKind | undefined; before?: string }): string {
  const query = new URLSearchParams({ ...(kind && { kind }), ...(before && { before }) }).toString();
  return query ? `/notices?${query}` : "/notices";
}
