import { useEffect, useRef, useState } from "react";
import type { SaveState } from "@/components/availability/use-saved-hours";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";
import type { Channel, NoticeSettings, QuietHours, Topic } from "@/lib/notifications/schema";
import type { SettingsChange } from "@/lib/notifications/settings-schema";

export interface SavedSettings {
  settings: NoticeSettings;
  state: SaveState;
  /** What is wrong with the quiet hours, where the server refused them. */
  error: string | undefined;
  turn(topic: Topic, channel: Channel, isOn: boolean): void;
  setQuietHours(hours: QuietHours | null): void;
  retry(): void;
}

/** Settings that save themselves: each change goes at once, one request at a time; what failed is kept and sent again. */
export function useSavedSettings(initial: NoticeSettings): SavedSettings {
  const [settings, setSettings] = useState(initial);
  const [state, setState] = useState<SaveState>({ kind: "saved" });
  const [error, setError] = useState<string>();
  const switches = useRef(new Map<string, NonNullable<SettingsChange["switches"]>[number]>());
  const quiet = useRef<{ hours: QuietHours | null } | null>(null);
  const isSending = useRef(false);

  useEffect(() => {
    // Nobody loses what could not be saved by leaving.
    const warn = (event: BeforeUnloadEvent) => (switches.current.size > 0 || quiet.current) && event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, []);

  async function send(): Promise<void> {
    if (isSending.current || (switches.current.size === 0 && !quiet.current)) return;
    const [sentSwitches, sentQuiet] = [switches.current, quiet.current];
    switches.current = new Map();
    quiet.current = null;
    isSending.current = true;
    setState({ kind: "saving" });
    const body = { ...(sentSwitches.size > 0 && { switches: [...sentSwitches.values()] }), ...(sentQuiet && { quiet_hours: sentQuiet.hours }) };
    try {
      await fetchJson<NoticeSettings>("/api/account/notices", { method: "PATCH", body });
      setState({ kind: "saved" });
    } catch (failure) {
      if (!(failure instanceof RequestFailed)) throw failure;
      switches.current = new Map([...sentSwitches, ...switches.current]);
      // Hours that were refused are not sent again before they are changed.
      const refusal = sentQuiet && failure.status === 422 ? (Object.values(failure.fields)[0] ?? failure.message) : undefined;
      quiet.current ??= refusal ? null : sentQuiet;
      setError(refusal);
      return setState({ kind: "failed", message: refusal ?? failure.message });
    } finally {
      isSending.current = false;
    }
    return send();
  }

  return {
    settings,
    state,
    error,
    turn(topic, channel, is_on) {
      const name = `${topic}:${channel}` as const;
      switches.current.set(name, { topic, channel, is_on });
      setSettings((before) => ({ ...before, off: is_on ? before.off.filter((each) => each !== name) : [...before.off, name] }));
      void send();
    },
    setQuietHours(hours) {
      quiet.current = { hours };
      setError(undefined);
      setSettings((before) => ({ ...before, quiet_hours: hours }));
      void send();
    },
    retry: () => void send(),
  };
}
