"use client";

import { TextArea } from "@/components/ui/text-area";
import { note_length, type Note } from "./use-note";

export function NoteField({ note, firstName, isHeld }: { note: Note; firstName: string; isHeld: boolean }) {
  const left = note_length - note.text.length;
  return (
    <div>
      <TextArea
        label={`A note for ${firstName}`}
        aside="(optional)"
        placeholder="What would you like to work on?"
        rows={3}
        maxLength={note_length}
        value={note.text}
        onChange={(event) => note.change(event.target.value)}
        // Without a hold there is nowhere to save it; it goes along to the next one.
        onBlur={() => isHeld && void note.save()}
        error={note.error}
        hint={left <= 100 ? `${left} characters left` : undefined}
      />
      <p role="status" className="mt-1 min-h-5 text-sm text-quiet">
        {note.state === "saved" && "Note saved"}
      </p>
    </div>
  );
}
