"use client";

import { useState, type FormEvent } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { policy } from "@/lib/config/policy";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";
import type { InviteView } from "@/lib/invites/view";
import { InviteList } from "./invite-list";

/** A coach's own people: one mail each that leads to the coach's page. */
export function Invites({ invites: atFirst, zone }: { invites: InviteView[]; zone: string }) {
  const [invites, setInvites] = useState(atFirst);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const [news, setNews] = useState("");

  async function invite(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const { email, note } = Object.fromEntries(new FormData(form)) as { email: string; note: string };
    setPending(true);
    setFailure(null);
    setNews("");
    await fetchJson<InviteView>("/api/tutor/invites", { body: { email, ...(note.trim() && { note }) } }).then(
      (sent) => {
        setInvites([sent, ...invites]);
        setNews(`The invitation to ${sent.email} is on its way.`);
        form.reset();
        form.querySelector("input")?.focus();
      },
      (error: RequestFailed) => setFailure(error),
    );
    setPending(false);
  }

  async function withdraw({ id, email }: InviteView) {
    setFailure(null);
    await fetchJson(`/api/tutor/invites/${id}`, { method: "DELETE" }).then(
      () => {
        setInvites((known) => known.map((each) => (each.id === id ? { ...each, status: "withdrawn" as const } : each)));
        setNews(`The invitation to ${email ?? "this person"} is taken back.`);
      },
      (error: RequestFailed) => setFailure(error),
    );
  }

  return (
    <section aria-labelledby="invites" className="flex flex-col gap-4">
      <div>
        <h2 id="invites" className="text-h3">
          Invite your people
        </h2>
        <p className="text-quiet">Somebody who works with you already, or asked you: one mail leads them to your free times.</p>
      </div>
      <form onSubmit={invite} noValidate className="flex flex-col gap-3">
        <TextField
          label="Mail address"
          name="email"
          type="email"
          autoComplete="off"
          spellCheck={false}
          maxLength={254}
          error={failure?.fields.email}
          hint={`At most ${policy.invites_per_day} a day. Only for people who expect it from you.`}
        />
        <TextArea label="A word from you" aside="(optional)" name="note" rows={2} maxLength={policy.invite_note_max_characters} error={failure?.fields.note} />
        {failure && Object.keys(failure.fields).length === 0 && <Alert tone="danger">{failure.message}</Alert>}
        <Button type="submit" variant="secondary" isPending={isPending} className="self-start">
          Send the invitation
        </Button>
      </form>
      <p role="status" className={news ? "text-sm" : "sr-only"}>
        {news}
      </p>
      <InviteList invites={invites} zone={zone} onWithdraw={withdraw} />
    </section>
  );
}
