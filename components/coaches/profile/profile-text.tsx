import { firstName } from "@/lib/core/name";
import type { CoachProfile } from "@/lib/tutors/view";
import { PolicySentence } from "./policy-sentence";

/** What a coach says, and what a client should know before booking. */
export function ProfileText({ coach }: { coach: CoachProfile }) {
  return (
    <>
      <section aria-labelledby="about">
        <h2 id="about" className="mb-4 text-h3">
          About
        </h2>
        <p className="break-words whitespace-pre-line">{coach.bio}</p>
        <p className="mt-4 text-quiet">Teaches {coach.subjects.join(", ")}.</p>
        {coach.place && coach.modality !== "online" && <p className="text-quiet">In person: {coach.place}.</p>}
      </section>
      <section aria-labelledby="policy">
        <h2 id="policy" className="mb-4 text-h3">
          Good to know
        </h2>
        <PolicySentence preset={coach.cancellation_preset} firstName={firstName(coach.name)} />
      </section>
    </>
  );
}
