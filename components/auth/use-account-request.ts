import { type RefObject, useEffect, useRef, useState } from "react";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";

interface AccountRequest<T> {
  form: RefObject<HTMLFormElement | null>;
  /** Gives the answer, or null after a failure, which is then in `failure`. */
  send: (body: Record<string, unknown>) => Promise<T | null>;
  isPending: boolean;
  failure: RequestFailed | null;
  /** What is wrong with a named field. */
  errorOf: (field: string) => string | undefined;
}

/** One form, one endpoint: the wait, the failure, and the focus on the first field that is wrong. */
export function useAccountRequest<T>(path: string): AccountRequest<T> {
  const form = useRef<HTMLFormElement>(null);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<RequestFailed | null>(null);

  useEffect(() => {
    if (failure) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [failure]);

  async function send(body: Record<string, unknown>): Promise<T | null> {
    setPending(true);
    setFailure(null);
    try {
      return await fetchJson<T>(path, { body });
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFailure(error);
      return null;
    } finally {
      setPending(false);
    }
  }

  return { form, send, isPending, failure, errorOf: (field) => failure?.fields[field] };
}
