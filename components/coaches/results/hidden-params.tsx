import { coachSearchPath, type CoachSearch } from "@/lib/tutors/search-params";

/** Carries the rest of the search through a form of one filter. */
export function HiddenParams({ search }: { search: CoachSearch }) {
  const params = new URLSearchParams(coachSearchPath({ ...search, cursor: null }).split("?")[1]);
  return [...params].map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}
