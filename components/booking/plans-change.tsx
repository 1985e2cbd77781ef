import { Terms } from "./promises";
import type { SessionWords } from "./session-words";

/** What a cancellation gives back and until when, and whom to ask for one. */
export function PlansChange({ words, bookingId, ourAddress }: { words: SessionWords; bookingId: string; ourAddress: string | null }) {
  return (
    <section aria-labelledby="plans" className="print:hidden">
      <h2 id="plans" className="text-h3">
        If your plans change
      </h2>
      <p className="mt-3">
        <Terms terms={words.terms} /> If {words.first_name} cancels, you get everything back.
      </p>
      {ourAddress && (
        <p className="mt-2 text-quiet">
          To cancel or move the session,{" "}
          <a href={`mailto:${ourAddress}?subject=${encodeURIComponent(`My session ${bookingId}`)}`} className="link">
            write to us
          </a>
          .
        </p>
      )}
    </section>
  );
}
