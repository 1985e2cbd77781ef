"use client";

import { useState } from "react";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatDay } from "@/lib/core/format-time";
import type { InviteStatus } from "@/lib/invites/schema";
import type { InviteView } from "@/lib/invites/view";

interface InviteListProps {
  invites: InviteView[];
  zone: string;
  onWithdraw: (invite: InviteView) => Promise<void>;
}

/** What became of each, the newest first. */
export function InviteList({ invites, zone, onWithdraw }: InviteListProps) {
  const [pending, setPending] = useState<string | null>(null);
  if (invites.length === 0) return <p className="text-sm text-quiet">Nobody is invited yet. What becomes of an invitation shows here.</p>;

  async function withdraw(invite: InviteView) {
    setPending(invite.id);
    await onWithdraw(invite);
    setPending(null);
  }

  return (
    <ul className="flex flex-col divide-y divide-hairline border-y border-hairline">
      {invites.map((invite) => (
        <li key={invite.id} className="flex min-h-15 flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
          <div className="min-w-0">
            <p className="font-medium break-all">{invite.email ?? "Somebody who wants no invitations"}</p>
            <p className="figures text-sm text-quiet">{whenWords(invite, zone)}</p>
          </div>
          <div className="flex items-center gap-2">
            <Badge tone={states[invite.status].tone}>{states[invite.status].word}</Badge>
            {invite.status === "waiting" && (
              <Button variant="quiet" size="small" isPending={pending === invite.id} onClick={() => void withdraw(invite)}>
                Take back<span className="sr-only"> the invitation to {invite.email}</span>
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function whenWords({ status, sent_at, joined_at, lapses_at }: InviteView, zone: string): string {
  const at = (instant: string) => formatDay(new Date(instant), zone);
  if (status === "joined" && joined_at) return `Invited ${at(sent_at)}, registered ${at(joined_at)}`;
  if (status === "waiting") return `Invited ${at(sent_at)}, open until ${at(lapses_at)}`;
  return `Invited ${at(sent_at)}`;
}

const states: Record<InviteStatus, { word: string; tone: Tone }> = {
  waiting: { word: "Sent", tone: "info" },
  joined: { word: "Registered", tone: "brand" },
  stopped: { word: "Wants none", tone: "neutral" },
  undeliverable: { word: "Came back", tone: "warning" },
  withdrawn: { word: "Taken back", tone: "neutral" },
  lapsed: { word: "Not answered", tone: "neutral" },
};
