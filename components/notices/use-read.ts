import { useState } from "react";
import { useBell } from "./use-bell";

/** Which of these have been read since the page was made: here, in another window, or all at once. */
export function useRead(userId: string, ids: string[]): { isRead: (id: string) => boolean; read: (id: string) => void } {
  const { read, cleared, spared, markRead } = useBell(userId);
  const [allRead, setAllRead] = useState<{ at: number; ids: ReadonlySet<string> }>({ at: cleared, ids: new Set() });
  if (cleared !== allRead.at) setAllRead({ at: cleared, ids: new Set([...allRead.ids, ...ids.filter((id) => !spared.has(id))]) });
  return {
    isRead: (id) => read.has(id) || allRead.ids.has(id),
    // What could not be marked shows itself as unread again.
    read: (id) => void markRead(id).catch(() => undefined),
  };
}
