import { useCallback, useEffect, useRef, useState } from "react";
import type { SaveState } from "@/components/availability/use-saved-hours";
import type { AnnouncementView } from "@/lib/announcements/view";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";

export type Words = Pick<AnnouncementView, "subject" | "body" | "language" | "segment">;

export interface Draft {
  words: Words;
  /** As the server has it. */
  saved: AnnouncementView;
  state: SaveState;
  /** What is wrong with a field, where the server refused it. */
  errors: Record<string, string>;
  change(part: Partial<Words>): void;
  /** Saves what waits and gives the revision that is saved; null where that failed. */
  flush(): Promise<number | null>;
  setErrors(errors: Record<string, string>): void;
}

/** Time for a sentence to be finished. */
const pause_ms = 700;

/** A draft that saves itself: what changed since the last success is sent, one request at a time, over the revision that it gave. */
export function useDraft(initial: AnnouncementView): Draft {
  const [words, setWords] = useState<Words>(initial);
  const [saved, setSaved] = useState(initial);
  const [state, setState] = useState<SaveState>({ kind: "saved" });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const unsaved = useRef<Partial<Words>>({});
  const revision = useRef(initial.revision);
  const running = useRef<Promise<boolean> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const path = `/api/admin/announcements/${initial.id}`;

  const send = useCallback(async (): Promise<boolean> => {
    const changes = unsaved.current;
    unsaved.current = {};
    setState({ kind: "saving" });
    try {
      const answer = await fetchJson<AnnouncementView>(path, { method: "PATCH", body: { ...changes, revision: revision.current } });
      revision.current = answer.revision;
      setSaved(answer);
      setErrors({});
      setState({ kind: "saved" });
      return true;
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      unsaved.current = { ...changes, ...unsaved.current };
      setErrors(error.fields);
      setState({ kind: "failed", message: Object.keys(error.fields).length > 0 ? "The marked field needs another look." : error.message });
      return false;
    }
  }, [path]);

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    while (running.current || Object.keys(unsaved.current).length > 0) {
      if (running.current) {
        await running.current;
        continue;
      }
      const sending = send().finally(() => (running.current = null));
      running.current = sending;
      if (!(await sending)) return null;
    }
    return revision.current;
  }, [send]);

  useEffect(() => {
    // Nobody loses the last words by leaving.
    const warn = (event: BeforeUnloadEvent) => Object.keys(unsaved.current).length > 0 && event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
      void flush();
    };
  }, [flush]);

  function change(part: Partial<Words>) {
    unsaved.current = { ...unsaved.current, ...part };
    setWords((before) => ({ ...before, ...part }));
    setState({ kind: "waiting" });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), pause_ms);
  }

  return { words, saved, state, errors, change, flush, setErrors };
}
