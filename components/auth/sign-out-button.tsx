"use client";

import { useState } from "react";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";

export function SignOutButton({ className }: { className?: string }) {
  const [failure, setFailure] = useState<string | null>(null);

  async function signOut() {
    setFailure(null);
    await fetchJson("/api/account/sign-out", { method: "POST" }).then(
      () => window.location.assign("/"),
      (error: RequestFailed) => setFailure(error.message),
    );
  }

  return (
    <button
      type="button"
      className={className}
      onClick={(event) => {
        event.stopPropagation();
        void signOut();
      }}
    >
      Sign out
      {failure && (
        <span role="alert" className="block text-sm text-danger">
          {failure}
        </span>
      )}
    </button>
  );
}
