"use client";

import { Bell as BellIcon } from "lucide-react";
import { useRef, useState } from "react";
import { shownCount } from "./bell-store";
import { NoticePanel } from "./notice-panel";
import { useBell } from "./use-bell";

interface BellProps {
  userId: string;
  /** As the server counted for this page. */
  unread: number;
  zone: string;
}

/** How much is new, in the corner of every page; what it is, in a panel. A popover: Escape, a press outside and the keyboard's order are the browser's. */
export function Bell({ userId, unread: counted, zone }: BellProps) {
  const { unread: told, announcement } = useBell(userId);
  const unread = told ?? counted;
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" popoverTarget="notices-panel" className="relative grid size-11 shrink-0 place-items-center rounded-control hover:bg-muted">
        <BellIcon aria-hidden="true" className="size-5.5 stroke-[1.5]" />
        <span className="sr-only">{unread > 0 ? `Notices, ${shownCount(unread)} unread` : "Notices"}</span>
        {unread > 0 && (
          <span
            // A new count is a new element, which rises once.
            key={unread}
            aria-hidden="true"
            className="figures absolute top-1 right-0.5 grid h-4.5 min-w-4.5 place-items-center rounded-full bg-brand px-1 text-[0.6875rem] leading-none font-semibold text-on-brand rise"
          >
            {shownCount(unread)}
          </span>
        )}
      </button>
      <p role="status" className="sr-only">
        {announcement}
      </p>
      <div
        ref={panel}
        id="notices-panel"
        popover="auto"
        role="dialog"
        aria-label="Notices"
        onToggle={(event) => setOpen(event.newState === "open")}
        className="top-16 right-[max(1rem,calc((100vw-70rem)/2))] left-auto m-0 w-96 overflow-hidden rounded-card border border-hairline bg-card p-0 text-ink shadow-float backdrop:bg-transparent open:flex open:max-h-[min(36rem,calc(100dvh-5rem))] open:flex-col open:rise max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:max-h-[85dvh] max-sm:w-full max-sm:max-w-none max-sm:rounded-b-none max-sm:border-x-0 max-sm:border-b-0 max-sm:pb-[env(safe-area-inset-bottom)] max-sm:backdrop:bg-veil"
      >
        <NoticePanel userId={userId} unread={unread} zone={zone} isOpen={isOpen} onLeave={() => panel.current?.hidePopover()} />
      </div>
    </>
  );
}
