"use client";

import Link from "next/link";
import { useState } from "react";
import { CodeField, codeOf } from "@/components/auth/code-field";
import { PasswordField } from "@/components/auth/password-field";
import { RequestForm } from "@/components/auth/request-form";
import { useAccountRequest } from "@/components/auth/use-account-request";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";
import { password_max_length } from "@/lib/auth/password";
import type { OpenMatters } from "@/lib/privacy/rules";
import { Stage } from "./stage";

interface DeleteAccountProps {
  needsCode: boolean;
  /** Why it is refused now; the server looks again when it comes to it. */
  reasons: { reason: keyof OpenMatters; sentence: string }[];
}

export function DeleteAccount({ needsCode, reasons }: DeleteAccountProps) {
  const [isAsked, setAsked] = useState(false);
  if (reasons.length > 0) return <Reasons reasons={reasons} />;
  if (isAsked) return <DeleteForm needsCode={needsCode} onCancel={() => setAsked(false)} />;
  return (
    <Button variant="danger" onClick={() => setAsked(true)}>
      Delete my account
    </Button>
  );
}

function Reasons({ reasons }: Pick<DeleteAccountProps, "reasons">) {
  return (
    <Alert tone="info" isNews={false} title="Not yet">
      <ul className="flex flex-col gap-2">
        {reasons.map(({ reason, sentence }) => (
          <li key={reason}>
            {sentence}{" "}
            <Link href={placeOf[reason].href} className="link">
              {placeOf[reason].label}
            </Link>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

const placeOf: Record<keyof OpenMatters, { href: string; label: string }> = {
  sessions_booked: { href: "/bookings", label: "Your sessions" },
  sessions_taught: { href: "/coach", label: "Your room" },
  is_paying: { href: "/bookings", label: "Your sessions" },
  is_being_paid: { href: "/coach", label: "Your room" },
  refunds_under_way: { href: "/bookings", label: "Your sessions" },
  shares_unsent: { href: "/coach/payouts", label: "Your payouts" },
  sponsorship_renews: { href: "/coach/sponsorship", label: "Your sponsorship" },
  packages_bought: { href: "/packages", label: "Your packages" },
  packages_sold: { href: "/coach/packages", label: "Your packages" },
  is_last_admin: { href: "/admin", label: "The admin’s room" },
};

/** Filled in first, asked once more in a dialog, and then it is done. */
function DeleteForm({ needsCode, onCancel }: { needsCode: boolean; onCancel: () => void }) {
  const request = useAccountRequest<{ deleted: true }>("/api/account/delete");
  const { send, isPending, failure, errorOf } = request;
  const [order, setOrder] = useState<Record<string, unknown> | null>(null);

  function fill(data: FormData) {
    setOrder({ password: data.get("password"), confirm: data.get("confirm"), ...(needsCode && codeOf(data)) });
    return Promise.resolve();
  }

  async function carryOut() {
    if (!order) return;
    setOrder(null);
    // A full load, and no way back to pages of somebody who is gone.
    if (await send(order)) window.location.replace("/goodbye");
  }

  return (
    <Stage title="Delete my account">
      <RequestForm request={request} onData={fill}>
        {failure && Object.keys(failure.fields).length === 0 && <Alert tone="danger">{failure.message}</Alert>}
        <PasswordField
          label="Your password"
          name="password"
          autoComplete="current-password"
          maxLength={password_max_length}
          required
          error={errorOf("password")}
        />
        {needsCode && <CodeField errorOf={errorOf} />}
        <TextField
          label="Type the word delete"
          name="confirm"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          error={errorOf("confirm")}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" variant="danger" isPending={isPending}>
            Delete my account
          </Button>
          <Button variant="quiet" onClick={onCancel}>
            Keep it
          </Button>
        </div>
      </RequestForm>
      <Dialog isOpen={order !== null} onClose={() => setOrder(null)} title="Delete it for good?">
        <p>This cannot be taken back, by you or by us. Download your data first if you want to have it.</p>
        <div className="mt-6 flex flex-wrap gap-3">
          <Button variant="danger" onClick={() => void carryOut()}>
            Delete for good
          </Button>
          <Button variant="quiet" onClick={() => setOrder(null)}>
            Keep my account
          </Button>
        </div>
      </Dialog>
    </Stage>
  );
}
