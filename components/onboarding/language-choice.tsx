"use client";

import { useState, useSyncExternalStore, type KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { ChoiceChips } from "./choice-chips";
import { languageChoices, most, toggled, withLanguage } from "./choices";
import { useProfile } from "./use-profile";

export function LanguageChoice() {
  const { values, errors, change } = useProfile();
  const [typed, setTyped] = useState("");
  // As one text: some browsers make the list anew each time, and React would render for ever.
  const browser = useSyncExternalStore(
    neverChanges,
    () => navigator.languages.join(),
    () => "",
  );

  function add() {
    change({ languages: withLanguage(values.languages, typed) });
    setTyped("");
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  }

  return (
    <div className="flex flex-col gap-3">
      <ChoiceChips
        legend="Languages you teach in"
        choices={languageChoices(values.languages, browser.split(",")).map((value) => ({ value, label: value }))}
        chosen={values.languages}
        most={most.languages}
        onToggle={(language) => change({ languages: toggled(values.languages, language) })}
        error={errors.languages}
      />
      {values.languages.length < most.languages && (
        <div className="flex max-w-sm items-end gap-2">
          <div className="min-w-0 flex-1">
            <TextField
              label="Another language"
              aside="(optional)"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={onKeyDown}
              placeholder="Welsh"
              maxLength={40}
              autoComplete="off"
            />
          </div>
          <Button variant="secondary" onClick={add} disabled={typed.trim() === ""}>
            Add
          </Button>
        </div>
      )}
    </div>
  );
}

const neverChanges = () => () => {};
