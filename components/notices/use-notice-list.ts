import type { NoticeView } from "@/lib/notifications/view";
import { useBell } from "./use-bell";
import { useRead } from "./use-read";

/** A list as it was loaded, with what was read since then; and what came since, which it does not hold. */
export function useNoticeList(userId: string, loaded: NoticeView[]) {
  const { arrived } = useBell(userId);
  const newest = loaded[0]?.created_at ?? "";
  const fresh = arrived.filter(({ id, created_at }) => created_at >= newest && !loaded.some((notice) => notice.id === id));
  const { isRead, read } = useRead(
    userId,
    [...fresh, ...loaded].map(({ id }) => id),
  );
  const asRead = (list: NoticeView[]) => list.map((notice) => ({ ...notice, is_read: notice.is_read || isRead(notice.id) }));
  return { fresh: asRead(fresh), loaded: asRead(loaded), read };
}
