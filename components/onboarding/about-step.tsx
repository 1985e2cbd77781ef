"use client";

import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { policy } from "@/lib/config/policy";
import { ReviewNote } from "./review-note";
import { countWords } from "./text-count";
import { useProfile } from "./use-profile";

const headline_limits = { max: policy.headline_max_characters };
const bio_limits = { min: policy.bio_min_characters, max: policy.bio_max_characters };

export function AboutStep() {
  const { values, errors, change, flush } = useProfile();
  return (
    <>
      <ReviewNote fields={["name", "credentials_line"]}>Your name and your credentials</ReviewNote>
      <TextField
        label="Name"
        value={values.name}
        onChange={(event) => change({ name: event.target.value })}
        onBlur={flush}
        hint="As clients shall call you."
        error={errors.name}
        autoComplete="name"
        maxLength={80}
      />
      <TextField
        label="Headline"
        value={values.headline}
        onChange={(event) => change({ headline: event.target.value })}
        onBlur={flush}
        placeholder="Piano for adults who always wanted to play"
        hint={`What you teach, and for whom. ${countWords(values.headline, headline_limits)}`}
        error={errors.headline}
        maxLength={headline_limits.max}
      />
      <TextArea
        label="About you"
        value={values.bio}
        onChange={(event) => change({ bio: event.target.value })}
        onBlur={flush}
        rows={9}
        hint={
          <>
            How you teach, what a first session is like, whom you have helped. No phone numbers or links.{" "}
            <span className="figures block">{countWords(values.bio, bio_limits)}</span>
          </>
        }
        error={errors.bio}
        maxLength={bio_limits.max}
      />
      <TextField
        label="Credentials"
        aside="(optional)"
        value={values.credentials_line}
        onChange={(event) => change({ credentials_line: event.target.value })}
        onBlur={flush}
        placeholder="MA in piano pedagogy, 12 years of teaching"
        hint="In one line. A document that shows it can be added with the pictures; only we see it."
        error={errors.credentials_line}
        maxLength={160}
      />
    </>
  );
}
