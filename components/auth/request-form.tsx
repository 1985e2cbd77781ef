"use client";

import type { ReactNode } from "react";
import type { AccountRequest } from "./use-account-request";

interface RequestFormProps {
  request: Pick<AccountRequest<unknown>, "form" | "isPending" | "forgiveField">;
  onData: (data: FormData) => Promise<void>;
  children: ReactNode;
}

/** A form around one account request. `post`, so that a press before the script has come puts no password into an address. */
export function RequestForm({ request, onData, children }: RequestFormProps) {
  const { form, isPending, forgiveField } = request;
  return (
    <form
      ref={form}
      method="post"
      noValidate
      className="flex flex-col gap-5"
      onInput={({ target }) => (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) && forgiveField(target.name)}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) void onData(new FormData(event.currentTarget));
      }}
    >
      {children}
    </form>
  );
}
