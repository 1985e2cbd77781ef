"use client";

import { Download } from "lucide-react";
import { useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { RequestFailed, toFailure } from "@/lib/http/fetch-json";
import { saveFile } from "./save-file";
import { fileSize } from "@/components/pictures/file-size";

type State = { is: "idle" } | { is: "preparing" } | { is: "loading"; bytes: number; total: number | null } | { is: "done" } | { is: "failed"; message: string };

/** Fetches the file within the page, so that the wait shows and a failure is a sentence instead of a broken download. */
export function ExportData() {
  const [state, setState] = useState<State>({ is: "idle" });
  const abort = useRef<AbortController>(null);
  const isBusy = state.is === "preparing" || state.is === "loading";

  async function download() {
    abort.current = new AbortController();
    setState({ is: "preparing" });
    try {
      const file = await fetchFile("/api/account/export", abort.current.signal, (bytes, total) => setState({ is: "loading", bytes, total }));
      saveFile(file.content, file.name);
      setState({ is: "done" });
    } catch (error) {
      if (abort.current.signal.aborted) setState({ is: "idle" });
      else setState({ is: "failed", message: error instanceof RequestFailed ? error.message : "The download broke off. Try again." });
    }
  }

  return (
    <div className="flex flex-col items-start gap-4">
      <p>
        One zip file: your account, sessions, payments, reviews, notices and, for coaches, the profile as data, with your pictures and documents beside it. Of
        other people it holds first names only.
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="secondary" isPending={isBusy} onClick={() => void download()}>
          {!isBusy && <Download aria-hidden="true" className="size-4" />}
          Download my data
        </Button>
        {isBusy && (
          <Button variant="quiet" onClick={() => abort.current?.abort()}>
            Stop
          </Button>
        )}
      </div>
      {state.is === "loading" && state.total !== null && (
        <progress aria-label="Download" value={state.bytes} max={state.total} className="h-1.5 w-full accent-brand" />
      )}
      <p role="status" className="figures text-sm text-quiet empty:hidden">
        {state.is === "preparing" && "Gathering everything of yours…"}
        {state.is === "loading" && `${fileSize(state.bytes)}${state.total === null ? "" : ` of ${fileSize(state.total)}`}`}
        {state.is === "done" && "Your file is in your downloads."}
      </p>
      {state.is === "failed" && <Alert tone="danger">{state.message}</Alert>}
    </div>
  );
}

async function fetchFile(
  path: string,
  signal: AbortSignal,
  onProgress: (bytes: number, total: number | null) => void,
): Promise<{ content: Blob; name: string }> {
  const response = await fetch(path, { signal });
  if (!response.ok || !response.body) throw toFailure(response.status, await response.json().catch(() => null));
  const total = Number(response.headers.get("content-length")) || null;
  const parts: BlobPart[] = [];
  let bytes = 0;
  for (const reader = response.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    bytes += value.length;
    onProgress(bytes, total);
  }
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "maestrohub.zip";
  return { content: new Blob(parts, { type: "application/zip" }), name };
}
