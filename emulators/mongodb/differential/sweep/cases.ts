import type { Document } from "mongodb";
import { newCase, READ_ALL } from "../case.ts";
import type { Case, Fate } from "../case.ts";
import { commandPlaces, sharedPlaces } from "./commands.ts";
import { languagePlaces } from "./languages.ts";
import type { Place } from "./place.ts";

export const PLACES: Place[] = [...commandPlaces, ...sharedPlaces, ...languagePlaces];

const DOCUMENTS = [
  { _id: 1, a: 1, s: "ab", k: "p", t: new Date("2027-03-14T06:30:00Z"), arr: [1, 2, 3], o: { x: 1 }, items: [{ q: 1 }, { q: 2 }] },
  { _id: 2, a: 2, s: "AB", k: "q", t: new Date("2027-03-15T06:30:00Z"), arr: [] },
  { _id: 3, a: null, s: "b", k: "p", arr: [3] },
];
const OTHERS = [
  { _id: 1, k: "p", v: 1 },
  { _id: 2, k: "r", v: 2 },
];

export interface Probe {
  place: Place;
  command: Document;
  fate: Fate;
}

/** Every option of every place once with each of its values, and an invented one. */
export function probesOf(place: Place): Probe[] {
  const listed = Object.entries(place.options).flatMap(([name, option]) =>
    option.values.map((value): Probe => ({ place, command: place.command({ [name]: value }), fate: option.fate === "absent" || option.fate === "unknown" ? option.fate : place.isOfTheMoment ? "taken" : "answered" })),
  );
  return place.takesAnyName ? listed : [...listed, { place, command: place.command({ nope: 1 }), fate: "unknown" }];
}

/** What only reads shares its documents; what writes has them new each time, and is asked what became of them. */
export function sweepCases(): Case[] {
  return PLACES.flatMap((place) => {
    const probes = probesOf(place);
    const about = { documents: DOCUMENTS, others: OTHERS, indexes: [{ key: { a: 1 }, name: "a_1" }] };
    if (!place.isWrite) return [newCase({ ...about, name: `sweep ${place.name}`, commands: probes.map(({ command }) => command), fates: probes.map(({ fate }) => fate) })];
    const { before = [] } = place;
    return probes.map(({ command, fate }, at) =>
      newCase({ ...about, name: `sweep ${place.name} ${at}`, commands: [...before, command, READ_ALL, { ...READ_ALL, find: "d" }], fates: [...before.map(() => "taken" as const), fate, ...(fate === "absent" || fate === "unknown" ? (["taken", "taken"] as const) : (["answered", "answered"] as const))] }),
    );
  });
}
