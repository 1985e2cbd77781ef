import type { Document } from "mongodb";
import { isError } from "./agree.ts";
import type { Case } from "./case.ts";

/** A case's answers without what cannot be compared. */
export function plainAnswers({ commands, fates }: Case, answers: string[]): string[] {
  const hasUpsert = commands.some(isUpsert);
  return answers.map((answer, at) => {
    if (fates[at] === "taken" && !isError(answer)) return "{}";
    return hasUpsert ? JSON.stringify(sorted(JSON.parse(answer))) : answer;
  });
}

/** The fields that an upsert takes from its filter are made by MongoDB in an order that differs from one run to the next. */
function isUpsert(command: Document): boolean {
  const updates: unknown = command["updates"];
  return command["upsert"] === true || (Array.isArray(updates) && updates.some((update: Document) => update["upsert"] === true));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, sorted(inner)]));
}
