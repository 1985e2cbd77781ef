"use client";

import { useState } from "react";
import { TextField } from "@/components/ui/text-field";

interface CodeFieldProps {
  errorOf: (field: string) => string | undefined;
  /** Where this field is the only one, it takes the focus: the person has just asked for it. */
  isFirst?: boolean;
}

/** The code of the authenticator app, or a recovery code for who has lost it; `codeOf` reads which of them was written. */
export function CodeField({ errorOf, isFirst = false }: CodeFieldProps) {
  const [isRecovery, setRecovery] = useState(false);
  return (
    <div className="flex flex-col gap-2">
      {isRecovery ? (
        <TextField
          key="recovery_code"
          label="Recovery code"
          name="recovery_code"
          hint="One of the ten that you kept when you set this up. Each works once."
          placeholder="abcde-fghjk"
          maxLength={40}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
          className="figures tracking-wide"
          error={errorOf("recovery_code") ?? errorOf("code")}
        />
      ) : (
        <TextField
          key="code"
          label="Code from your authenticator app"
          name="code"
          inputMode="numeric"
          placeholder="123 456"
          maxLength={20}
          autoComplete="one-time-code"
          spellCheck={false}
          autoFocus={isFirst}
          required
          className="figures tracking-wide"
          error={errorOf("code")}
        />
      )}
      <button type="button" onClick={() => setRecovery(!isRecovery)} className="link min-h-6 self-start text-sm">
        {isRecovery ? "Use the app instead" : "No access to the app? Use a recovery code"}
      </button>
    </div>
  );
}

/** Of the form's data, the one code that was written. */
export function codeOf(data: FormData): { code: FormDataEntryValue } | { recovery_code: FormDataEntryValue } {
  const recovery_code = data.get("recovery_code");
  return recovery_code === null ? { code: data.get("code") ?? "" } : { recovery_code };
}
