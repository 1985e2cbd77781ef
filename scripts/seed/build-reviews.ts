import type { BookingDocument } from "@/lib/bookings/schema";
import type { ReviewDocument } from "@/lib/reviews/schema";
import type { TutorDocument } from "@/lib/tutors/schema";
import { randomOf, seedId, type Random } from "./deterministic.ts";
import { consumers } from "./people.ts";
import { categoryReviews, generalReviews, replies } from "./review-texts.ts";

const hour_ms = 3_600_000;

/** Reviews of these completed sessions, all public, and the texts of one coach all different. */
export function buildReviews({ tutor, sessions, before }: { tutor: TutorDocument; sessions: BookingDocument[]; before: Date }): ReviewDocument[] {
  const random = randomOf(`reviews ${tutor.slug}`);
  const left = textsFor(tutor, random);
  return sessions.map((session) => {
    const rating = starsFor(left, random);
    const text = left[rating].pop();
    if (text === undefined) throw new Error(`no words left for another review of ${tutor.name}`);
    const written = session.ends_at.getTime() + (2 + random.integer(40)) * hour_ms;
    return {
      _id: seedId("review", session._id),
      booking_id: session._id,
      tutor_id: tutor._id,
      consumer_id: session.consumer_id,
      consumer_name: firstName(consumers.find((consumer) => consumer.id === session.consumer_id)?.name ?? ""),
      rating,
      text: text.replaceAll("{coach}", firstName(tutor.name)).replaceAll("{subject}", inSentence(tutor.subjects[0] ?? "")),
      reply: random.chance(0.25) ? random.pick(replies) : null,
      is_public: true,
      created_at: new Date(Math.min(written, before.getTime())),
    };
  });
}

export function firstName(name: string): string {
  return name.split(" ")[0] ?? name;
}

type Texts = Record<5 | 4 | 3, string[]>;

function textsFor(tutor: TutorDocument, random: Random): Texts {
  const special = tutor.categories.flatMap((category) => categoryReviews[category]);
  return {
    // Taken from the end: what is said of this kind of coach comes first.
    5: [...random.shuffled(generalReviews[5]), ...random.shuffled(special)],
    4: random.shuffled(generalReviews[4]),
    3: random.shuffled(generalReviews[3]),
  };
}

function starsFor(left: Texts, random: Random): 5 | 4 | 3 {
  const die = random.integer(100);
  if (die < 4 && left[3].length > 0) return 3;
  if (die < 20 && left[4].length > 0) return 4;
  return left[5].length > 0 ? 5 : 4;
}

/** "piano", but "Spanish" and "SAT/ACT". */
function inSentence(subject: string): string {
  const keepsCapital = /^(Spanish|French|German|Mandarin|Hindi|English)$/.test(subject) || /[A-Z]{2}/.test(subject);
  return keepsCapital ? subject : subject.toLowerCase();
}
