"use client";

import { CategoryIcon } from "@/components/coaches/category-icon";
import { TextField } from "@/components/ui/text-field";
import { categories, categoryIds, levels, modalities, type LevelId, type Modality } from "@/lib/tutors/catalogue";
import { ChoiceCards } from "./choice-cards";
import { ChoiceChips } from "./choice-chips";
import { most, toggled, toggledCategory } from "./choices";
import { LanguageChoice } from "./language-choice";
import { ReviewNote } from "./review-note";
import { SubjectChoice } from "./subject-choice";
import { useProfile } from "./use-profile";

const categoryChoices = categoryIds.map((value) => ({ value, title: categories[value].label, icon: <CategoryIcon category={value} className="mt-0.5 size-5 shrink-0 text-brand" /> }));
const levelChoices = (Object.keys(levels) as LevelId[]).map((value) => ({ value, label: levels[value] }));
const modalityChoices = (Object.keys(modalities) as Modality[]).map((value) => ({ value, title: modalities[value] }));

export function TeachingStep() {
  const { values, errors, change, flush } = useProfile();
  return (
    <>
      <ReviewNote fields={["categories", "subjects"]}>Your categories and subjects</ReviewNote>
      <ChoiceCards
        legend={`Categories, up to ${most.categories}`}
        kind="checkbox"
        columns="grid-cols-1 sm:grid-cols-2"
        choices={categoryChoices}
        chosen={values.categories}
        most={most.categories}
        onChoose={(category) => change(toggledCategory(values, category))}
        error={errors.categories}
      />
      <SubjectChoice />
      <LanguageChoice />
      <ChoiceChips
        legend="Levels"
        aside="(optional)"
        choices={levelChoices}
        chosen={values.levels}
        onToggle={(level) => change({ levels: toggled(values.levels, level) })}
        error={errors.levels}
      />
      <ChoiceCards
        legend="Where you meet"
        kind="radio"
        columns="sm:grid-cols-3"
        choices={modalityChoices}
        chosen={[values.modality]}
        onChoose={(modality) => change({ modality })}
        error={errors.modality}
      />
      {values.modality !== "online" && (
        <TextField
          label="Place"
          value={values.place}
          onChange={(event) => change({ place: event.target.value })}
          onBlur={flush}
          placeholder="My studio in Park Slope, Brooklyn"
          hint="The part of town is enough; clients get the address from you after booking."
          error={errors.place}
          maxLength={200}
        />
      )}
    </>
  );
}
