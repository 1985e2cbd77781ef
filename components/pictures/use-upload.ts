import { useEffect, useRef, useState } from "react";
import { RequestFailed } from "@/lib/http/fetch-json";
import { sendFile, type Sending } from "./send-file";

export type UploadState =
  | { kind: "idle" }
  /** `share` of the bytes has left, from 0 to 1; at 1 the server looks at the file and stores it. */
  | { kind: "sending"; share: number; filename: string }
  | { kind: "failed"; message: string; canRetry: boolean };

export type Upload = Pick<Sending, "method" | "path" | "file" | "filename" | "fields">;

export interface Uploader<T> {
  state: UploadState;
  send: (upload: Upload) => Promise<T | null>;
  /** Nothing is stored of what was cancelled before all of it had left. */
  cancel: () => void;
  retry: () => void;
  /** For a file that is not even sent. */
  refuse: (message: string) => void;
  forget: () => void;
}

/** One file at a time on its way to us, with what can happen to it. */
export function useUpload<T>(onStored: (answer: T) => void): Uploader<T> {
  const [state, setState] = useState<UploadState>({ kind: "idle" });
  const running = useRef<AbortController>(null);
  const last = useRef<Upload>(null);

  // Whoever leaves the page does not want the rest sent.
  useEffect(() => () => running.current?.abort(), []);

  async function send(upload: Upload): Promise<T | null> {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    last.current = upload;
    const isCurrent = () => running.current === controller && !controller.signal.aborted;
    setState({ kind: "sending", share: 0, filename: upload.filename });
    try {
      const answer = await sendFile<T>({
        ...upload,
        signal: controller.signal,
        onProgress: (share) => isCurrent() && setState({ kind: "sending", share, filename: upload.filename }),
      });
      setState({ kind: "idle" });
      onStored(answer);
      return answer;
    } catch (error) {
      if (!isCurrent()) return null;
      if (!(error instanceof RequestFailed)) throw error;
      setState({ kind: "failed", message: sentenceOf(error), canRetry: mayWorkNextTime(error) });
      return null;
    }
  }

  return {
    state,
    send,
    cancel() {
      running.current?.abort();
      setState({ kind: "idle" });
    },
    retry: () => void (last.current && send(last.current)),
    refuse: (message) => setState({ kind: "failed", message, canRetry: false }),
    forget: () => setState({ kind: "idle" }),
  };
}

/** What is wrong with the file says more than that something is wrong. */
export function sentenceOf(failure: RequestFailed): string {
  return failure.fields.file ?? failure.fields.alt ?? Object.values(failure.fields)[0] ?? failure.message;
}

/** The same file again is of no use where the file was the reason. */
export function mayWorkNextTime({ status }: RequestFailed): boolean {
  return ![400, 409, 413, 415, 422].includes(status);
}
