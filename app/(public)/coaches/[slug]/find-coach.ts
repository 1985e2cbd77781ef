import "server-only";
import { cache } from "react";
import { findTutorBySlug } from "@/lib/tutors/store";

/** Asked by the layout, the page and its metadata; read once a request. */
export const findCoach = cache(findTutorBySlug);
