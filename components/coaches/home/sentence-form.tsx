import { Button } from "@/components/ui/button";
import { categories, categoryIds } from "@/lib/tutors/catalogue";

/** "I want to learn ___ · online · as soon as possible": a search as one sentence. A plain form: works before any script. */
export function SentenceForm() {
  return (
    <form
      action="/coaches"
      role="search"
      className="flex flex-wrap items-center gap-x-3 gap-y-4 rounded-card border border-hairline bg-card p-3 pl-5 shadow-float max-sm:pt-5 max-sm:pr-5"
    >
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2.5 gap-y-2 text-[1.0625rem]">
        <label htmlFor="wish" className="whitespace-nowrap">
          I want to learn
        </label>
        <input
          id="wish"
          name="text"
          list="subjects"
          placeholder="piano"
          autoComplete="off"
          maxLength={100}
          className="h-8 w-24 min-w-0 grow border-b-2 max-sm:basis-[calc(100%-9rem)] border-brand bg-transparent font-medium placeholder:text-quiet sm:max-w-28"
        />
        <span aria-hidden="true" className="text-quiet max-sm:hidden">·</span>
        <WordSelect name="modality" label="How you meet" options={[["online", "online"], ["in_person", "in person"], ["", "either way"]]} />
        <span aria-hidden="true" className="text-quiet">·</span>
        <WordSelect name="sort" label="When" options={[["soonest", "soon"], ["best", "any time"]]} />
      </div>
      <Button type="submit" size="large" className="max-sm:w-full">
        Find a time
      </Button>
      <datalist id="subjects">
        {categoryIds.flatMap((id) => categories[id].subjects).map((subject) => (
          <option key={subject} value={subject} />
        ))}
      </datalist>
    </form>
  );
}

/** A list of choices that reads as a word of the sentence. */
function WordSelect({ name, label, options }: { name: string; label: string; options: [value: string, label: string][] }) {
  return (
    <select
      name={name}
      aria-label={label}
      className="field-sizing-content h-8 appearance-none border-b border-dashed border-field bg-transparent text-ink hover:border-brand hover:text-brand [&>option]:bg-card"
    >
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
}
