import { CommandError, badValue } from "../errors.ts";
import type { Collection } from "../engine/collection.ts";
import { isDoc } from "../values/types.ts";
import type { Doc } from "../values/types.ts";
import type { CommandContext } from "./context.ts";
import { conditionOf } from "./filters.ts";

/** The validation part of `create` and `collMod`, on top of what was there. */
export function validationOptions(body: Doc, current: Doc): Doc {
  const { validator, validationLevel: level, validationAction: action } = body;
  if (validator !== undefined) conditionOf({ filter: validator });
  if (level !== undefined && !["off", "strict", "moderate"].includes(String(level))) throw badValue(`Enumeration value '${String(level)}' for field 'validationLevel' is not a valid value.`);
  if (action !== undefined && !["error", "warn"].includes(String(action))) throw badValue(`Enumeration value '${String(action)}' for field 'validationAction' is not a valid value.`);
  return {
    ...current,
    ...(validator === undefined ? {} : { validator }),
    ...(level === undefined ? {} : { validationLevel: level }),
    ...(action === undefined ? {} : { validationAction: action }),
  };
}

/** A document that its collection does not allow is refused; one that was not allowed before may stay so where the level is moderate. */
export function checkValid({ body }: CommandContext, collection: Collection, { doc, old }: { doc: Doc; old: Doc | null }): void {
  const { validator, validationLevel, validationAction } = collection.options;
  if (!isDoc(validator) || validationLevel === "off" || validationAction === "warn" || body["bypassDocumentValidation"] === true) return;
  const { test } = conditionOf({ filter: validator });
  if (test(doc) || validationLevel === "moderate" && old && !test(old)) return;
  throw new CommandError(121, "Document failed validation", { errInfo: { failingDocumentId: doc["_id"], details: { operatorName: Object.keys(validator)[0], specifiedAs: validator, reason: "the document does not match the validator" } } });
}
