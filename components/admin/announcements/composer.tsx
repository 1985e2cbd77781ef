"use client";

import { useState } from "react";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import type { AnnouncementView } from "@/lib/announcements/view";
import { policy } from "@/lib/config/policy";
import { type LanguageId, languages } from "@/lib/core/language";
import { AudienceFields } from "./audience-fields";
import { DiscardDraft } from "./discard-draft";
import { DraftState } from "./draft-state";
import { Preview } from "./preview";
import { SendSample } from "./send-sample";
import { SendToAll } from "./send-to-all";
import { useAudience } from "./use-audience";
import { useDraft } from "./use-draft";

interface ComposerProps {
  announcement: AnnouncementView;
  /** Of the admin, for the sample. */
  address: string;
}

/** Writing on one side, what arrives on the other; it saves itself. */
export function Composer({ announcement, address }: ComposerProps) {
  const draft = useDraft(announcement);
  const { words, saved, errors, change } = draft;
  const { counted, recount } = useAudience(words.segment);
  const [sampled, setSampled] = useState(announcement.is_sampled ? announcement.revision : null);

  return (
    <div className="grid gap-10 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-8">
        <div className="flex flex-col gap-5">
          <TextField
            label="Subject"
            maxLength={policy.announcement_subject_max_characters}
            value={words.subject}
            error={errors.subject}
            onChange={(event) => change({ subject: event.target.value })}
          />
          <TextArea
            label="What you have to say"
            hint="An empty line begins a paragraph. Write a link as it is, or as [words](https://…)."
            rows={12}
            maxLength={policy.announcement_body_max_characters}
            value={words.body}
            error={errors.body}
            onChange={(event) => change({ body: event.target.value })}
          />
          <Select
            label="Written in"
            hint="What we add, such as the link to unsubscribe, speaks it too."
            value={words.language}
            onChange={(event) => change({ language: event.target.value as LanguageId })}
            options={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          />
        </div>
        <AudienceFields segment={words.segment} counted={counted} onChange={(segment) => change({ segment })} onRecount={recount} />
        <div className="flex flex-col gap-3">
          <DraftState draft={draft} />
          <div className="flex flex-wrap items-center gap-3">
            <SendToAll draft={draft} counted={counted} isSampled={sampled === saved.revision} onRecount={recount} />
            <SendSample draft={draft} address={address} onSent={setSampled} />
            <DiscardDraft id={saved.id} />
          </div>
        </div>
      </div>
      <Preview id={saved.id} revision={saved.revision} />
    </div>
  );
}
