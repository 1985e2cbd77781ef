"use client";

import { useRouter } from "next/navigation";
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";
import type { OwnProfile } from "@/lib/tutors/own-view";
import { createProfileSaver, type ProfileSaver, type SaverState } from "./profile-saver";
import type { ProfileValues } from "./profile-values";

interface ProfileContext {
  saver: ProfileSaver;
  next_times: string[];
}

const Context = createContext<ProfileContext | null>(null);

interface ProfileProviderProps {
  profile: OwnProfile;
  /** The next times that clients could book, as ISO strings. */
  next_times: string[];
  children: ReactNode;
}

/** One form over all steps: what is typed at one of them is saved while the next one is open. */
export function ProfileProvider({ profile, next_times, children }: ProfileProviderProps) {
  const router = useRouter();
  const [saver] = useState(() => createProfileSaver({ initial: profile, send: save }));
  // Hours and pictures save themselves and have the page rendered anew: their news come this way.
  useEffect(() => saver.meet(profile), [saver, profile]);
  useFreshProfile(saver);
  useNothingLost(saver);
  return <Context.Provider value={{ saver, next_times }}>{children}</Context.Provider>;

  async function save(body: Partial<ProfileValues>): Promise<OwnProfile> {
    const saved = await fetchJson<OwnProfile>("/api/tutor/profile", { method: "PATCH", body });
    // The server alone knows the next free times.
    if (moves_times.some((field) => field in body)) router.refresh();
    return saved;
  }
}

const moves_times = ["gap_minutes", "notice_minutes", "horizon_days", "slot_step_minutes", "default_duration_minutes"] as const satisfies (keyof ProfileValues)[];

export interface ProfileForm extends SaverState, Pick<ProfileSaver, "change" | "flush">, ProfileContext {}

export function useProfile(): ProfileForm {
  const context = useContext(Context);
  if (!context) throw new Error("useProfile needs a ProfileProvider above it");
  const { saver } = context;
  const state = useSyncExternalStore(saver.subscribe, saver.getState, saver.getState);
  return { ...context, ...state, change: saver.change, flush: saver.flush };
}

/** Reads the profile again at every coming back: another device may have written, the address may be confirmed, and "back" shows an old page. */
function useFreshProfile(saver: ProfileSaver): void {
  const router = useRouter();
  useEffect(() => {
    const read = async () => {
      if (document.visibilityState !== "visible") return;
      const wasUnconfirmed = isUnconfirmed(saver.getState().profile);
      await fetchJson<OwnProfile>("/api/tutor/profile").then(saver.meet, (failure: unknown) => {
        // What is shown stays; a change that cannot be saved will say so.
        if (!(failure instanceof RequestFailed)) throw failure;
      });
      // The banner above all pages asks no longer.
      if (wasUnconfirmed && !isUnconfirmed(saver.getState().profile)) router.refresh();
    };
    const onVisible = () => void read();
    onVisible();
    document.addEventListener("visibilitychange", onVisible);
    return () => document.removeEventListener("visibilitychange", onVisible);
  }, [saver, router]);
}

function isUnconfirmed({ missing }: OwnProfile): boolean {
  return missing.some(({ part }) => part === "address");
}

/** Nobody loses the last words by leaving: within the site they are sent, at closing the browser asks. */
function useNothingLost(saver: ProfileSaver): void {
  useEffect(() => {
    const onHidden = () => document.visibilityState === "hidden" && saver.flush();
    const warn = (event: BeforeUnloadEvent) => saver.hasUnsaved() && event.preventDefault();
    document.addEventListener("visibilitychange", onHidden);
    window.addEventListener("beforeunload", warn);
    return () => {
      document.removeEventListener("visibilitychange", onHidden);
      window.removeEventListener("beforeunload", warn);
      saver.flush();
    };
  }, [saver]);
}
