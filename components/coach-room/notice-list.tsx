"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useRead } from "@/components/notices/use-read";
import type { RoomNotice } from "@/lib/coach-room/read-room";

/** What happened since one was last here; each goes away when it is read. */
export function NoticeList({ userId, notices: atFirst }: { userId: string; notices: RoomNotice[] }) {
  const { isRead, read } = useRead(
    userId,
    atFirst.map(({ id }) => id),
  );
  const notices = atFirst.filter(({ id }) => !isRead(id));
  if (notices.length === 0) return null;

  return (
    <section aria-label="Notices">
      <ul className="flex flex-col gap-2">
        {notices.map((notice) => (
          <li key={notice.id} className="flex items-start gap-3 rounded-control bg-info-tint px-4 py-3">
            <div className="min-w-0 flex-1">
              <Link href={notice.href} onClick={() => read(notice.id)} className="font-semibold underline-offset-4 hover:underline">
                {notice.title}
              </Link>
              <p>{notice.body}</p>
            </div>
            <button type="button" onClick={() => read(notice.id)} className="grid size-9 shrink-0 place-items-center rounded-control hover:bg-card">
              <X aria-hidden="true" className="size-4" />
              <span className="sr-only">Mark as read: {notice.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
