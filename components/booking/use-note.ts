"use client";

import { useRef, useState } from "react";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";

export const note_length = 500;

export interface Note {
  text: string;
  change: (text: string) => void;
  /** Saves what is not saved yet. Never throws: a note must not stand between a person and their booking. */
  save: () => Promise<void>;
  state: "idle" | "saving" | "saved";
  error: string | undefined;
}

export function useNote(bookingId: string, initial: string | null): Note {
  const [text, setText] = useState(initial ?? "");
  const [state, setState] = useState<Note["state"]>("idle");
  const [error, setError] = useState<string>();
  const saved = useRef(initial ?? "");

  async function save() {
    const note = text.trim();
    if (note === saved.current) return;
    setState("saving");
    await saveNote(bookingId, note).then(
      () => {
        saved.current = note;
        setState("saved");
        setError(undefined);
      },
      (failure: RequestFailed) => {
        setState("idle");
        setError(`Your note is not saved yet. ${failure.message}`);
      },
    );
  }

  function change(next: string) {
    setText(next);
    setState("idle");
  }

  return { text, change, save, state, error };
}

export function saveNote(bookingId: string, note: string): Promise<unknown> {
  return fetchJson(`/api/bookings/${bookingId}`, { method: "PATCH", body: { note: note || null } });
}
