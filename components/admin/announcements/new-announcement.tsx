"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { AnnouncementView } from "@/lib/announcements/view";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";

/** Makes a draft and opens it. */
export function NewAnnouncement() {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function create() {
    setPending(true);
    setFailure(null);
    await fetchJson<AnnouncementView>("/api/admin/announcements", { method: "POST" }).then(
      ({ id }) => router.push(`/admin/announcements/${id}`),
      ({ message }: RequestFailed) => {
        setFailure(message);
        setPending(false);
      },
    );
  }

  return (
    <div>
      <Button isPending={isPending} onClick={() => void create()}>
        Write an announcement
      </Button>
      <p role="status" className="text-sm text-danger">
        {failure}
      </p>
    </div>
  );
}
