"use client";

import { useState } from "react";
import { TextField } from "@/components/ui/text-field";
import { ChoiceChips } from "./choice-chips";
import { most, shownSubjects, subjectsOf, toggled } from "./choices";
import { count } from "./policy-words";
import { useProfile } from "./use-profile";

/** More than these are searched rather than read. */
const read_at_once = 12;

export function SubjectChoice() {
  const { values, errors, change } = useProfile();
  const [search, setSearch] = useState("");
  const all = subjectsOf(values.categories);
  const isSearched = all.length > read_at_once;
  const shown = shownSubjects(values, isSearched ? search : "");
  if (all.length === 0) return <p className="text-quiet">Choose a category, and its subjects are listed here.</p>;
  return (
    <div className="flex flex-col gap-4">
      {isSearched && (
        <div>
          <TextField label="Search the subjects" type="search" value={search} onChange={(event) => setSearch(event.target.value)} placeholder="Algebra" autoComplete="off" />
          <p role="status" className="sr-only">
            {search.trim() && `${count(shown.length, "subject")} shown`}
          </p>
        </div>
      )}
      <ChoiceChips
        legend="Subjects"
        choices={shown.map((value) => ({ value, label: value }))}
        chosen={values.subjects}
        most={most.subjects}
        onToggle={(subject) => change({ subjects: toggled(values.subjects, subject) })}
        hint={values.subjects.length === 0 ? "Choose at least one." : `${values.subjects.length} of at most ${most.subjects} chosen.`}
        error={errors.subjects}
      />
    </div>
  );
}
