import { type RefObject, useEffect, useRef, useState } from "react";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";

export interface AccountRequest<T> {
  form: RefObject<HTMLFormElement | null>;
  /** Gives the answer, or null after a failure, which is then in `failure`. */
  send: (body: Record<string, unknown>) => Promise<T | null>;
  isPending: boolean;
  failure: RequestFailed | null;
  /** What is wrong with a named field, until the person changes it. */
  errorOf: (field: string) => string | undefined;
  forgiveField: (field: string) => void;
}

/** One form, one endpoint: the wait, the failure, and the focus on the first field that is wrong. */
export function useAccountRequest<T>(path: string, method = "POST"): AccountRequest<T> {
  const form = useRef<HTMLFormElement>(null);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const [changed, setChanged] = useState<readonly string[]>([]);

  useEffect(() => {
    if (failure) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [failure]);

  async function send(body: Record<string, unknown>): Promise<T | null> {
    setPending(true);
    setFailure(null);
    setChanged([]);
    try {
      return await fetchJson<T>(path, { method, body });
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFailure(error);
      return null;
    } finally {
      setPending(false);
    }
  }

  return {
    form,
    send,
    isPending,
    failure,
    errorOf: (field) => (changed.includes(field) ? undefined : failure?.fields[field]),
    forgiveField: (field) => {
      if (failure?.fields[field] && !changed.includes(field)) setChanged([...changed, field]);
    },
  };
}
