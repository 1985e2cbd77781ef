"use client";

import { useEffect, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";
import { MailFrame } from "./mail-frame";

interface PreviewProps {
  id: string;
  /** It is fetched again for each that was saved. */
  revision: number;
}

/** What arrives, rendered by the code that sends it. */
export function Preview({ id, revision }: PreviewProps) {
  const [mail, setMail] = useState<{ subject: string; html: string } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    let isStale = false;
    fetchJson<{ subject: string; html: string }>(`/api/admin/announcements/${id}/preview`).then(
      (answer) => {
        if (isStale) return;
        setMail(answer);
        setFailure(null);
      },
      (error: unknown) => !isStale && setFailure(error instanceof RequestFailed ? (error.fields.body ?? error.message) : "The preview could not be drawn."),
    );
    return () => {
      isStale = true;
    };
  }, [id, revision]);

  return (
    <section aria-labelledby="preview" className="flex flex-col gap-4">
      <h2 id="preview" className="text-h4">
        What arrives
      </h2>
      {failure && <Alert tone="danger">{failure}</Alert>}
      {mail ? <MailFrame {...mail} /> : <div className="h-160 rounded-card border border-hairline bg-card" aria-busy="true" />}
    </section>
  );
}
