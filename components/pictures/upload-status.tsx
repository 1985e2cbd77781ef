import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { UploadState } from "./use-upload";

interface UploadStatusProps {
  state: UploadState;
  /** Said when nothing is on its way: what was done last. */
  done: string;
  onCancel: () => void;
  onRetry: () => void;
}

/** How far a file is, and what went wrong with it. Screen readers hear its beginning and its end, not each step. */
export function UploadStatus({ state, done, onCancel, onRetry }: UploadStatusProps) {
  return (
    <>
      <p role="status" className="sr-only">
        {spoken(state, done)}
      </p>
      {state.kind === "sending" && <Progress {...state} onCancel={onCancel} />}
      {state.kind === "failed" && (
        <Alert tone="danger" isNews={false}>
          <p>{state.message}</p>
          {state.canRetry && (
            <Button variant="secondary" size="small" className="mt-2" onClick={onRetry}>
              Try again
            </Button>
          )}
        </Alert>
      )}
    </>
  );
}

function Progress({ share, filename, onCancel }: { share: number; filename: string; onCancel: () => void }) {
  const percent = Math.round(share * 100);
  // Once all of it has left, the server may have stored it: there is nothing to call back.
  const isSent = share === 1;
  return (
    <div className="flex items-center gap-4">
      <div className="min-w-0 grow">
        <p className="mb-1.5 flex justify-between gap-3 text-sm">
          <span className="truncate">{isSent ? "Looking at it and storing it …" : filename}</span>
          {!isSent && <span className="figures text-quiet">{percent} %</span>}
        </p>
        <div role="progressbar" aria-label={`Uploading ${filename}`} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent} className="h-1.5 overflow-hidden rounded-full bg-muted">
          <div style={{ width: `${percent}%` }} className="h-full rounded-full bg-brand transition-[width] motion-reduce:transition-none" />
        </div>
      </div>
      <Button variant="secondary" size="small" disabled={isSent} onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}

function spoken(state: UploadState, done: string): string {
  if (state.kind === "failed") return state.message;
  if (state.kind === "idle") return done;
  return state.share === 1 ? "Sent. It is being stored." : `Uploading ${state.filename}.`;
}
