import "server-only";
import { cache } from "react";
import { findPublicCoach } from "@/lib/tutors/find-public-coach";

/** Asked by the layout, the page and its metadata; read once a request. */
export const findCoach = cache(findPublicCoach);
