"use client";

import { Settings, X } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { useNow } from "@/components/clock/use-now";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";
import type { NoticeList } from "@/lib/notifications/read-notices";
import { NoticeRow } from "./notice-row";
import { useBell } from "./use-bell";
import { useNoticeList } from "./use-notice-list";

const shown_at_most = 8;

interface NoticePanelProps {
  userId: string;
  unread: number;
  zone: string;
  isOpen: boolean;
  onLeave: () => void;
}

/** The latest, asked for each time that it is opened; what comes meanwhile comes in at the top. */
export function NoticePanel({ userId, unread, zone, isOpen, onLeave }: NoticePanelProps) {
  const { markAllRead } = useBell(userId);
  const [loaded, setLoaded] = useState<NoticeList | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [round, setRound] = useState(0);

  useEffect(() => {
    if (!isOpen) return;
    let isCurrent = true;
    fetchJson<NoticeList>(`/api/notices?limit=${shown_at_most}`).then(
      (list) => isCurrent && (setLoaded(list), setFailure(null)),
      (error: RequestFailed) => isCurrent && setFailure(error.message),
    );
    return () => {
      isCurrent = false;
    };
  }, [isOpen, round]);

  return (
    <>
      <div className="flex items-center gap-1 border-b border-hairline py-1.5 pr-1.5 pl-4">
        <h2 className="text-h4">Notices</h2>
        <div className="ml-auto flex items-center">
          {unread > 0 && (
            <Button variant="quiet" size="small" onClick={() => void markAllRead().catch((error: RequestFailed) => setFailure(error.message))}>
              Mark all as read
            </Button>
          )}
          <Link href="/account/notices" onClick={onLeave} className="grid size-10 place-items-center rounded-control hover:bg-muted">
            <Settings aria-hidden="true" className="size-4.5" />
            <span className="sr-only">Which notices you get</span>
          </Link>
          <button
            type="button"
            popoverTarget="notices-panel"
            popoverTargetAction="hide"
            className="grid size-10 place-items-center rounded-control hover:bg-muted sm:hidden"
          >
            <X aria-hidden="true" className="size-5" />
            <span className="sr-only">Close</span>
          </button>
        </div>
      </div>
      {failure && (
        <div role="alert" className="flex items-center justify-between gap-3 border-b border-hairline bg-danger-tint px-4 py-2 text-sm text-danger">
          {failure}
          <Button variant="quiet" size="small" onClick={() => setRound(round + 1)}>
            Try again
          </Button>
        </div>
      )}
      <div className="min-h-0 flex-1 overflow-y-auto" aria-busy={isOpen && !loaded && !failure}>
        {loaded ? <Lines userId={userId} zone={zone} list={loaded} onLeave={onLeave} /> : !failure && <Waiting />}
      </div>
      <Link href="/notices" onClick={onLeave} className="border-t border-hairline px-4 py-3 text-center font-medium text-brand hover:bg-muted">
        All notices
      </Link>
    </>
  );
}

function Lines({ userId, zone, list, onLeave }: { userId: string; zone: string; list: NoticeList; onLeave: () => void }) {
  const { fresh, loaded, read } = useNoticeList(userId, list.notices);
  const now = useNow();
  const notices = [...fresh, ...loaded];
  if (notices.length === 0) return <p className="px-4 py-8 text-quiet">Nothing yet. What happens with your sessions will stand here.</p>;
  return (
    <ul
      className="divide-y divide-hairline"
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("a")) onLeave();
      }}
    >
      {notices.slice(0, shown_at_most).map((notice) => (
        <NoticeRow key={notice.id} notice={notice} zone={zone} now={now} onRead={read} />
      ))}
    </ul>
  );
}

function Waiting() {
  return (
    <p role="status" className="flex items-center gap-2 px-4 py-8 text-quiet">
      <Spinner />
      Loading …
    </p>
  );
}
