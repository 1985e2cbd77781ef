import { Binary } from "bson";
import { CommandError } from "../errors.ts";
import { typeName } from "../values/type-names.ts";
import { isDoc } from "../values/types.ts";
import type { Value } from "../values/types.ts";

/** The id of a session as a client gives it, `{ id: UUID }`, in hexadecimal digits; `place` is where it stands, for the message. */
export function sessionId(lsid: Value, place: string): string {
  if (!isDoc(lsid)) throw new CommandError(14, `BSON field '${place}' is the wrong type '${typeName(lsid)}', expected type 'object'`);
  const unknown = Object.keys(lsid).find((name) => name !== "id");
  if (unknown) throw new CommandError(40415, `BSON field '${place}.${unknown}' is an unknown field.`);
  const { id } = lsid;
  if (id === undefined) throw new CommandError(40414, `BSON field '${place}.id' is missing but a required field`);
  if (!(id instanceof Binary) || id.sub_type !== Binary.SUBTYPE_UUID) throw new CommandError(14, `BSON field '${place}.id' is the wrong type '${typeName(id)}', expected a UUID`);
  if (id.length() !== 16) throw new CommandError(207, "uuid must be a 16-byte binary field with UUID (4) subtype");
  return Buffer.from(id.value()).toString("hex");
}
