import { MailCheck } from "lucide-react";
import { ResendButton } from "./resend-button";

/** For somebody signed in whose address is not confirmed; nothing waits for it, so it asks quietly. */
export function ConfirmAddressBanner({ email }: { email: string }) {
  return (
    <div role="region" aria-label="Confirm your address" className="border-b border-hairline bg-brand-tint">
      <div className="wrap flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5 text-sm">
        <MailCheck aria-hidden="true" className="size-5 shrink-0 text-brand" />
        <p className="min-w-0 flex-1 basis-64">
          Confirm your address: we sent a link to <strong className="font-semibold break-all">{email}</strong>.
        </p>
        <ResendButton size="small" />
      </div>
    </div>
  );
}
