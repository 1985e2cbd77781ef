import type { EmulatorRequest } from "../emulator.ts";
import { CloudinaryRefusal, missing } from "./errors.ts";

/** Text fields by name; `tags[]` sent several times is one field "tags" with commas, as it is signed. */
export type Fields = Record<string, string>;

export interface Form {
  fields: Fields;
  file: UploadedFile | null;
}

export interface UploadedFile {
  bytes: Buffer;
  /** As the sender calls it; null for a data URI, which has no name. */
  filename: string | null;
}

/** A multipart or urlencoded body. The file is a part of its own, or base64 in a data URI. */
export async function readForm(request: EmulatorRequest): Promise<Form> {
  const form: Form = { fields: {}, file: null };
  for (const [name, value] of await entriesOf(request)) {
    if (name === "file") form.file = typeof value === "string" ? fromDataUri(value) : { bytes: Buffer.from(await value.arrayBuffer()), filename: value.name };
    else if (typeof value === "string") addField(form.fields, name, value);
    else throw new CloudinaryRefusal(400, `Invalid file parameter - ${name}`);
  }
  return form;
}

export function readQuery(pairs: URLSearchParams): Fields {
  const fields: Fields = {};
  for (const [name, value] of pairs) addField(fields, name, value);
  return fields;
}

export function requireFile({ file }: Form): UploadedFile {
  if (!file) throw missing("file");
  if (file.bytes.length === 0) throw new CloudinaryRefusal(400, "Empty file");
  return file;
}

async function entriesOf({ headers, body }: EmulatorRequest): Promise<[string, string | File][]> {
  const type = headers["content-type"] ?? "";
  if (type.startsWith("application/x-www-form-urlencoded")) return [...new URLSearchParams(body.toString("utf8"))];
  try {
    return [...(await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData())];
  } catch {
    throw new CloudinaryRefusal(400, "Invalid body: a multipart or urlencoded form is expected");
  }
}

function addField(fields: Fields, name: string, value: string): void {
  const bare = name.endsWith("[]") ? name.slice(0, -2) : name;
  fields[bare] = fields[bare] === undefined ? value : `${fields[bare]},${value}`;
}

function fromDataUri(value: string): UploadedFile {
  const base64 = /^data:[\w.+/-]*(?:;[\w.=-]+)*;base64,([A-Za-z0-9+/=\s]*)$/.exec(value)?.[1];
  if (base64 !== undefined) return { bytes: Buffer.from(base64, "base64"), filename: null };
  if (/^(https?|ftp|s3|gs):/.test(value)) throw new CloudinaryRefusal(400, "The emulator fetches no remote addresses; send the file itself");
  throw new CloudinaryRefusal(400, `Unsupported source URL: ${value.slice(0, 80)}`);
}
