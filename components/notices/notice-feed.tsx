"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import type { NoticeView } from "@/lib/notifications/view";
import { NoticeRow } from "./notice-row";
import { useNoticeList } from "./use-notice-list";

interface NoticeFeedProps {
  userId: string;
  notices: NoticeView[];
  zone: string;
  now: string;
  /** The first page of all kinds: what comes meanwhile belongs here. */
  isFront: boolean;
}

/** A page of notices. What comes while it is read is offered above it: nothing moves under the finger. */
export function NoticeFeed({ userId, notices, zone, now, isFront }: NoticeFeedProps) {
  const { fresh, loaded, read } = useNoticeList(userId, notices);
  const [isLoading, startLoading] = useTransition();
  const router = useRouter();
  const at = new Date(now);
  return (
    <div className="flex flex-col gap-4">
      {isFront && fresh.length > 0 && (
        <Button variant="secondary" isPending={isLoading} onClick={() => startLoading(() => router.refresh())} className="self-start">
          {fresh.length === 1 ? "Show 1 new notice" : `Show ${fresh.length} new notices`}
        </Button>
      )}
      <ul className="divide-y divide-hairline overflow-hidden rounded-card border border-hairline bg-card">
        {loaded.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} zone={zone} now={at} onRead={read} />
        ))}
      </ul>
    </div>
  );
}
