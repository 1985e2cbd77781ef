import { useCallback, useEffect, useRef, useState } from "react";
import type { ChangedHours } from "@/lib/availability/change-hours";
import type { Availability } from "@/lib/availability/schema";
import type { TaughtSessionView } from "@/lib/bookings/taught-session-view";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";

export type Hours = Pick<Availability, "timezone" | "weekly_hours" | "date_overrides" | "vacations">;
export type SaveState = { kind: "saved" | "waiting" | "saving" } | { kind: "failed"; message: string };

export interface SavedHours {
  hours: Hours;
  state: SaveState;
  stranded: TaughtSessionView[];
  change(part: Partial<Hours>): void;
  /** Takes the last change back; null where there is none. */
  undo: (() => void) | null;
  /** Sends again what could not be saved. */
  retry(): void;
}

/** Time for a drag or a second click to end before the first is sent. */
const pause_ms = 500;

/** Hours that save themselves: what changed since the last success is sent, one request at a time, the newest state last. */
export function useSavedHours(initial: Hours, startStranded: TaughtSessionView[], onSaved?: () => void): SavedHours {
  const [hours, setHours] = useState(initial);
  const [past, setPast] = useState<Hours[]>([]);
  const [state, setState] = useState<SaveState>({ kind: "saved" });
  const [stranded, setStranded] = useState(startStranded);
  const unsaved = useRef<Partial<Hours>>({});
  const isSending = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tellSaved = useRef(onSaved);
  useEffect(() => {
    tellSaved.current = onSaved;
  });

  const send = useCallback(async function sendUnsaved() {
    if (isSending.current || Object.keys(unsaved.current).length === 0) return;
    const body = unsaved.current;
    unsaved.current = {};
    isSending.current = true;
    setState({ kind: "saving" });
    try {
      const answer = await fetchJson<ChangedHours>("/api/tutor/availability", { method: "PATCH", body });
      setStranded(answer.stranded);
      setState({ kind: "saved" });
      tellSaved.current?.();
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      unsaved.current = { ...body, ...unsaved.current };
      setState({ kind: "failed", message: Object.values(error.fields)[0] ?? error.message });
      return;
    } finally {
      isSending.current = false;
    }
    await sendUnsaved();
  }, []);

  const keep = useCallback(
    (part: Partial<Hours>) => {
      unsaved.current = { ...unsaved.current, ...part };
      setHours((before) => ({ ...before, ...part }));
      setState({ kind: "waiting" });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void send(), pause_ms);
    },
    [send],
  );

  useEffect(() => {
    // Nobody loses the last half second by leaving.
    const warn = (event: BeforeUnloadEvent) => Object.keys(unsaved.current).length > 0 && event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, []);
  useEffect(() => () => void send(), [send]);

  const last = past.at(-1);
  return {
    hours,
    state,
    stranded,
    change(part) {
      setPast([...past.slice(-49), hours]);
      keep(part);
    },
    undo: last
      ? () => {
          setPast(past.slice(0, -1));
          keep(last);
        }
      : null,
    retry: () => void send(),
  };
}
