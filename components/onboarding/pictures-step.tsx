"use client";

import { useProfile } from "./use-profile";

/** Holds the place until the fields of components/pictures are there. */
export function PicturesStep() {
  const { profile } = useProfile();
  return <p className="text-quiet">{profile.portrait_url ? "Your photo is there." : "No photo yet."}</p>;
}
