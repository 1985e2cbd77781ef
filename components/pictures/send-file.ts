import { RequestFailed, toFailure } from "@/lib/http/fetch-json";

export interface Sending {
  method: "POST" | "PUT";
  path: string;
  file: Blob;
  filename: string;
  fields?: Record<string, string>;
  /** From 0 to 1, of the bytes that have left; 1 means that the server is at work. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Long enough for 10 MB over a slow line; without an end a lost connection would hang for ever. */
const longestMs = 5 * 60_000;

/**
 * Sends a file as a form and reads JSON; fetch cannot tell how much of a body has left. Fails with RequestFailed, whose
 * message can be shown, and with the signal's reason where it was cancelled.
 */
export function sendFile<T>({ method, path, file, filename, fields = {}, onProgress, signal }: Sending): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const cancel = () => request.abort();
    const settle = (act: () => void) => () => {
      signal.removeEventListener("abort", cancel);
      act();
    };
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => lengthComputable && onProgress(loaded / total);
    request.onload = settle(() => {
      const answer = parseJson(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(answer as T);
      else reject(toFailure(request.status, answer));
    });
    request.onerror = settle(() => reject(new RequestFailed(0, { code: "offline", message: "The connection was lost. Check it and try again." })));
    request.ontimeout = settle(() => reject(new RequestFailed(0, { code: "offline", message: "This took too long. Check your connection and try again." })));
    request.onabort = settle(() => reject(signal.reason instanceof Error ? signal.reason : new DOMException("Cancelled", "AbortError")));
    signal.addEventListener("abort", cancel);
    request.open(method, path);
    request.timeout = longestMs;
    request.send(toForm(file, filename, fields));
  });
}

function toForm(file: Blob, filename: string, fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file, filename);
  return form;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
