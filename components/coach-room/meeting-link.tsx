"use client";

import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextField } from "@/components/ui/text-field";
import type { OwnProfile } from "@/lib/tutors/own-view";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";

/** Where online sessions take place; the parties of a booking see it, nobody else. */
export function MeetingLink({ url: atFirst }: { url: string | null }) {
  const router = useRouter();
  const [saved, setSaved] = useState(atFirst ?? "");
  const [url, setUrl] = useState(saved);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<string>();

  async function save(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    setError(undefined);
    await fetchJson<OwnProfile>("/api/tutor/profile", { method: "PATCH", body: { meeting_url: url.trim() || null } }).then(
      ({ meeting_url }) => {
        setSaved(meeting_url ?? "");
        setUrl(meeting_url ?? "");
        router.refresh();
      },
      (failure: RequestFailed) => setError(failure.fields.meeting_url ?? failure.message),
    );
    setPending(false);
  }

  return (
    <Card>
      <form onSubmit={save} noValidate className="flex flex-col gap-3">
        <TextField
          label="Meeting link"
          type="url"
          inputMode="url"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
          placeholder="https://meet.google.com/…"
          hint="Zoom, Google Meet, Microsoft Teams or Webex. Only you and a client who has booked see it."
          error={error}
          autoComplete="off"
          spellCheck={false}
        />
        {url.trim() !== saved && (
          <Button type="submit" variant="secondary" size="small" isPending={isPending} className="self-start">
            {url.trim() ? "Save the link" : "Take the link away"}
          </Button>
        )}
        <p role="status" className="sr-only">
          {!isPending && !error && url === saved && saved !== (atFirst ?? "") ? "The link is saved." : ""}
        </p>
      </form>
    </Card>
  );
}
