import { Check } from "lucide-react";
import Link from "next/link";
import { useRef } from "react";
import type { NoticeView } from "@/lib/notifications/view";
import { kindWords } from "./kind-words";
import { saidWhen } from "./said-when";

interface NoticeRowProps {
  notice: NoticeView;
  zone: string;
  now: Date;
  /** Going there marks it as read too. */
  onRead: (id: string) => void;
}

/** One line: what happened, when, and whether it was read; in words too, since a dot alone says nothing to everybody. */
export function NoticeRow({ notice, zone, now, onRead }: NoticeRowProps) {
  const { id, kind, title, body, href, is_read, created_at } = notice;
  const Icon = kindWords[kind].icon;
  const line = useRef<HTMLAnchorElement>(null);
  return (
    <li className="group relative flex items-start gap-3 px-4 py-3 hover:bg-muted/60">
      <span className="relative mt-0.5 shrink-0">
        <Icon aria-hidden="true" className={is_read ? "size-5 text-quiet" : "size-5 text-brand"} />
        {!is_read && <span aria-hidden="true" className="absolute -top-1 -right-1 size-2.5 rounded-full border-2 border-card bg-brand" />}
      </span>
      <div className="min-w-0 flex-1">
        <Link ref={line} href={href} onClick={() => !is_read && onRead(id)} className="after:absolute after:inset-0 after:rounded-control">
          {!is_read && <span className="sr-only">Unread: </span>}
          <span className={is_read ? "" : "font-semibold"}>{title}</span>
        </Link>
        {body && <p className="text-sm text-quiet">{body}</p>}
        <p className="figures mt-0.5 text-sm text-quiet">
          <time dateTime={created_at}>{saidWhen(new Date(created_at), zone, now)}</time>
        </p>
      </div>
      {!is_read && (
        <button
          type="button"
          onClick={() => {
            // The button goes with what it did; whoever pressed it stays on its line.
            line.current?.focus();
            onRead(id);
          }}
          className="relative grid size-9 shrink-0 place-items-center rounded-control text-quiet hover:bg-card hover:text-brand"
        >
          <Check aria-hidden="true" className="size-4" />
          <span className="sr-only">Mark as read: {title}</span>
        </button>
      )}
    </li>
  );
}
