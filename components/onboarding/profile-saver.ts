import { RequestFailed } from "@/lib/http/fetch-json";
import type { OwnProfile } from "@/lib/tutors/own-view";
import { errorsByField, groupOf, isSameValue, valuesOf, type ProfileField, type ProfileValues } from "./profile-values";

export type SaveStatus = { kind: "saved" | "waiting" | "saving" | "refused" } | { kind: "failed"; message: string };

export interface SaverState {
  /** What the fields show: the server's, with what is not saved yet in front of it. */
  values: ProfileValues;
  /** The last that the server told. */
  profile: OwnProfile;
  /** Sentences of the server, by field. */
  errors: Record<string, string>;
  status: SaveStatus;
}

export interface ProfileSaver {
  getState(): SaverState;
  subscribe(listener: () => void): () => void;
  change(part: Partial<ProfileValues>): void;
  /** Sends what waits at once; what failed too. What the server refused is sent again only when it was changed. */
  flush(): void;
  /** Flushes, and tells whether everything is saved in the end. */
  settle(): Promise<boolean>;
  /** News of the profile from elsewhere; older than what is known, it is ignored. */
  meet(profile: OwnProfile): void;
  hasUnsaved(): boolean;
}

interface SaverOptions {
  initial: OwnProfile;
  send: (body: Partial<ProfileValues>) => Promise<OwnProfile>;
  /** How long a field must rest before it is sent. */
  pause_ms?: number;
}

/**
 * Saves a profile field by field: each rests for a moment, then goes in a request of its own; one request at a time, the
 * newest value last. A refused field keeps what was typed and its sentence; after any other failure all waits for `flush`
 * or the next change.
 */
export function createProfileSaver({ initial, send, pause_ms = 700 }: SaverOptions): ProfileSaver {
  let state: SaverState = { values: valuesOf(initial), profile: initial, errors: {}, status: { kind: "saved" } };
  const unsaved = new Map<string, Partial<ProfileValues>>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const ready = new Set<string>();
  const refused = new Set<string>();
  let sent: { group: string; body: Partial<ProfileValues> } | null = null;
  let failure: string | null = null;
  const listeners = new Set<() => void>();

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change,
    flush,
    settle,
    meet(profile) {
      if (profile.revision < state.profile.revision) return;
      show({ profile, values: withUnsaved(profile) });
    },
    hasUnsaved: () => unsaved.size > 0 || sent !== null,
  };

  function change(part: Partial<ProfileValues>): void {
    const errors = { ...state.errors };
    for (const field of Object.keys(part) as ProfileField[]) {
      const group = groupOf(field);
      unsaved.set(group, { ...unsaved.get(group), [field]: part[field] });
      refused.delete(group);
      forgive(errors, group);
      clearTimeout(timers.get(group));
      timers.set(group, setTimeout(() => becomeReady(group), pause_ms));
    }
    show({ values: { ...state.values, ...part }, errors });
  }

  function flush(): void {
    for (const group of unsaved.keys()) if (!refused.has(group)) becomeReady(group);
  }

  function becomeReady(group: string): void {
    clearTimeout(timers.get(group));
    timers.delete(group);
    ready.add(group);
    void sendNext();
  }

  async function sendNext(): Promise<void> {
    const [group] = ready;
    if (sent || group === undefined) return;
    ready.delete(group);
    const body = unsaved.get(group);
    if (!body) return sendNext();
    unsaved.delete(group);
    sent = { group, body };
    const hadFailed = failure !== null;
    failure = null;
    show({});
    try {
      const profile = await send(body);
      sent = null;
      show({ profile, values: withUnsaved(profile) });
      // The way is open again for all that waited behind the failure.
      if (hadFailed) flush();
    } catch (error) {
      sent = null;
      if (!(error instanceof RequestFailed)) throw error;
      keepForLater(group, body, error);
    }
    return sendNext();
  }

  function keepForLater(group: string, body: Partial<ProfileValues>, { status, fields, message }: RequestFailed): void {
    const isNewer = unsaved.has(group);
    unsaved.set(group, { ...body, ...unsaved.get(group) });
    if (status === 422 && Object.keys(fields).length > 0) {
      // What was typed since then has not been judged: it goes when it has rested.
      if (!isNewer) refused.add(group);
      return show(isNewer ? {} : { errors: { ...state.errors, ...errorsByField(fields, body) } });
    }
    // Whatever else waits would meet the same failure.
    ready.clear();
    failure = message;
    show({});
  }

  function settle(): Promise<boolean> {
    flush();
    return new Promise((resolve) => {
      const look = () => {
        const isQuiet = !sent && ready.size === 0 && timers.size === 0;
        if (!isQuiet) return;
        listeners.delete(look);
        resolve(unsaved.size === 0);
      };
      listeners.add(look);
      look();
    });
  }

  function withUnsaved(profile: OwnProfile): ProfileValues {
    const told = valuesOf(profile);
    const own: Partial<ProfileValues> = Object.assign({}, sent?.body, ...unsaved.values());
    const kept = (Object.keys(told) as ProfileField[]).filter((field) => isSameValue(told[field], state.values[field]));
    return { ...told, ...Object.fromEntries(kept.map((field) => [field, state.values[field]])), ...own };
  }

  function show(part: Partial<SaverState>): void {
    state = { ...state, ...part, status: statusNow() };
    for (const listener of [...listeners]) listener();
  }

  function statusNow(): SaveStatus {
    if (sent) return { kind: "saving" };
    if (failure !== null) return { kind: "failed", message: failure };
    if (refused.size > 0) return { kind: "refused" };
    return { kind: unsaved.size > 0 ? "waiting" : "saved" };
  }
}

function forgive(errors: Record<string, string>, group: string): void {
  for (const field of Object.keys(errors)) {
    const [root = field] = field.split(".");
    if (groupOf(root as ProfileField) === group) delete errors[field];
  }
}
