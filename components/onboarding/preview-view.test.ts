import { expect, test } from "vitest";
import { makeTutor } from "@/lib/tutors/tutor-factory";
import { toCoachCard, toCoachProfile } from "@/lib/tutors/view";
import { toPreview } from "./preview-view";
import { valuesOf } from "./profile-values";
import { own } from "./test-profile";

test("a saved profile is previewed exactly as clients see it", () => {
  const tutor = makeTutor({
    credentials_line: "MA, Juilliard",
    modality: "hybrid",
    place: "Brooklyn",
    portrait_url: "/portraits/a.svg",
    bio: "All about me.",
    offers: [{ duration_minutes: 30, price: 3_000 }, { duration_minutes: 60, price: 5_000 }],
  });
  const profile = own(tutor);
  const { card, page, stand_ins } = toPreview(valuesOf(profile), { profile, next_times: ["2026-11-24T19:00:00.000Z"] });
  expect(page).toEqual(toCoachProfile(tutor));
  expect(card).toEqual({ ...toCoachProfile(tutor), next_times: ["2026-11-24T19:00:00.000Z"] });
  expect(card).toMatchObject(toCoachCard(tutor));
  expect(stand_ins).toEqual([]);
});

test("what is empty has a stand-in, and is named", () => {
  const profile = own(makeTutor({ headline: "", bio: "", subjects: [], languages: [], offers: [], portrait_url: null }));
  const { page, stand_ins } = toPreview({ ...valuesOf(profile), name: " " }, { profile, next_times: [] });
  expect(page).toMatchObject({ name: "Your name", headline: "Your headline", subjects: ["Your subjects"], languages: ["Your languages"], price_from: 0 });
  expect(stand_ins).toEqual(["price", "name", "headline", "about you", "photo", "subjects", "languages"]);
});

test("what is typed is seen before it is saved, and so is the price of the length that cards show", () => {
  const profile = own(makeTutor());
  const typed = { ...valuesOf(profile), headline: " Piano ", offers: [{ duration_minutes: 30, price: 3_300 }], default_duration_minutes: 60 };
  expect(toPreview(typed, { profile, next_times: [] }).card).toMatchObject({ headline: "Piano", price_from: 3_300, default_duration_minutes: 30 });
});
