import type { CoachWithTimes } from "@/components/coaches/coach-card";
import type { OwnProfile } from "@/lib/tutors/own-view";
import type { CoachProfile } from "@/lib/tutors/view";
import { shownOffer } from "./offers";
import type { ProfileValues } from "./profile-values";

export interface Preview {
  card: CoachWithTimes;
  page: CoachProfile;
  /** What is not the coach's yet, and stands there so that the place is seen. */
  stand_ins: string[];
}

/** The card and the page as clients would see them now; what is empty has a stand-in. */
export function toPreview(values: ProfileValues, { profile, next_times }: { profile: OwnProfile; next_times: string[] }): Preview {
  const stand_ins: string[] = [];
  const offer = shownOffer(values) ?? standIn("price", { duration_minutes: values.default_duration_minutes, price: 0 });
  const page: CoachProfile = {
    id: profile.id,
    slug: profile.public_path.replace("/coaches/", ""),
    name: values.name.trim() || standIn("name", "Your name"),
    headline: values.headline.trim() || standIn("headline", "Your headline"),
    bio: values.bio.trim() || standIn("about you", "Here stands what you write about yourself."),
    portrait_url: profile.portrait_url ?? standIn("photo", null),
    categories: values.categories,
    subjects: values.subjects.length > 0 ? values.subjects : standIn("subjects", ["Your subjects"]),
    levels: values.levels,
    languages: values.languages.length > 0 ? values.languages : standIn("languages", ["Your languages"]),
    modality: values.modality,
    place: values.place.trim() || null,
    credentials_line: values.credentials_line.trim() || null,
    timezone: profile.timezone,
    currency: profile.market.currency,
    offers: values.offers,
    default_duration_minutes: offer.duration_minutes,
    price_from: offer.price,
    cancellation_preset: values.cancellation_preset,
    rating: null,
    sessions_completed: 0,
    portfolio: profile.portfolio,
    trial: values.trial,
  };
  return { card: { ...page, next_times }, page, stand_ins };

  function standIn<T>(what: string, value: T): T {
    stand_ins.push(what);
    return value;
  }
}
