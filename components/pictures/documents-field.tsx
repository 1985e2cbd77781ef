"use client";

import { Download, FileText } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { FieldError } from "@/components/ui/field";
import { policy } from "@/lib/config/policy";
import { formatLongDay } from "@/lib/core/format-time";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";
import type { DocumentView } from "@/lib/tutors/own-view";
import { findRefusal } from "./check-file";
import { DropZone } from "./drop-zone";
import { fileSize } from "./file-size";
import { RemoveButton } from "./remove-button";
import { UploadStatus } from "./upload-status";
import { useUpload } from "./use-upload";

const path = "/api/tutor/documents";
const most = policy.documents_max;

/** What shows that a coach has learnt it; seen by the coach and by admins only. Saves by itself. */
export function DocumentsField({ documents: given }: { documents: DocumentView[] }) {
  const router = useRouter();
  const [documents, setDocuments] = useState(given);
  const [seen, setSeen] = useState(given);
  const [news, setNews] = useState("");
  const [failure, setFailure] = useState<string>();
  const field = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const upload = useUpload<DocumentView>((document) => {
    setDocuments((before) => [...before, document]);
    setNews(`${document.filename} is stored.`);
    router.refresh();
  });
  if (seen !== given) {
    setSeen(given);
    setDocuments(given);
  }

  async function send(file: File) {
    upload.forget();
    setFailure(undefined);
    const refusal = await findRefusal(file, "document");
    if (refusal) return upload.refuse(refusal);
    await upload.send({ method: "POST", path, file, filename: file.name });
  }

  /** The button that was pressed is gone afterwards. */
  function end(act: () => void) {
    act();
    button.current?.focus();
  }

  async function remove({ public_id, filename }: DocumentView) {
    setFailure(undefined);
    await fetchJson(`${path}/${public_id}`, { method: "DELETE" }).then(
      () => {
        setDocuments((before) => before.filter((document) => document.public_id !== public_id));
        setNews(`${filename} is removed.`);
        // The button that was pressed is gone with its line.
        field.current?.focus();
      },
      (error: RequestFailed) => setFailure(error.message),
    );
    router.refresh();
  }

  return (
    <div ref={field} role="group" aria-label="Documents" tabIndex={-1} className="flex flex-col gap-4 focus:outline-none">
      {documents.length > 0 && (
        <ul className="flex flex-col divide-y divide-hairline border-y border-hairline">
          {documents.map((document) => (
            <li key={document.public_id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
              <span className="flex min-w-0 items-center gap-3">
                <FileText aria-hidden="true" className="size-5 shrink-0 stroke-[1.5] text-quiet" />
                <span className="min-w-0">
                  <span className="block truncate font-medium">{document.filename}</span>
                  <span className="figures block text-sm text-quiet">
                    {fileSize(document.bytes)} · {formatLongDay(new Date(document.uploaded_at), "UTC")}
                  </span>
                </span>
              </span>
              <span className="flex flex-wrap items-center gap-1">
                <a href={`/api/images/${document.public_id}`} download className={buttonStyle({ variant: "quiet", size: "small" })}>
                  <Download aria-hidden="true" className="size-4" />
                  Download<span className="sr-only"> {document.filename}</span>
                </a>
                <RemoveButton what={document.filename} onRemove={() => remove(document)} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {documents.length < most ? (
        <DropZone
          sort="document"
          choose={documents.length === 0 ? "Add a document" : "Add another document"}
          button={button}
          isPending={upload.state.kind === "sending"}
          onFile={(file) => void send(file)}
          onRefused={upload.refuse}
        >
          PDF, at most 10 MB. Only you and those of us who check profiles can open it.
        </DropZone>
      ) : (
        <p className="text-sm text-quiet">That is all {most} documents. Remove one to add another.</p>
      )}
      <UploadStatus state={upload.state} done={news} onCancel={() => end(upload.cancel)} onRetry={() => end(upload.retry)} />
      <FieldError id="documents" error={failure} />
    </div>
  );
}
