import { POST as uploadRoute } from "@/app/api/images/upload/route";
import { aPerson } from "@/lib/auth/test-account";
import { env } from "@/lib/config/env";
import { collections } from "@/lib/db/collections";
import { runTask } from "@/lib/outbox/run-task";
import type { TutorDocument } from "@/lib/tutors/schema";
import { insertTutor } from "@/lib/tutors/store";
import { makeTutor } from "@/lib/tutors/tutor-factory";
import type { ImageProvider, ImageView } from "./schema";

type Handler = (request: Request, context: { params: Promise<Record<string, string | string[]>> }) => Promise<Response>;

interface Sent {
  method?: string;
  form?: Record<string, Blob | string>;
  json?: unknown;
  /** As it stands, with its own content type. */
  raw?: BodyInit;
  cookie?: string;
  headers?: Record<string, string>;
  public_id?: string;
  query?: string;
}

/** Calls a handler as a browser on our own site does. */
export function send(handler: Handler, { method = "POST", form, json, raw, cookie = "", headers = {}, public_id, query = "" }: Sent = {}): Promise<Response> {
  const body = form ? toForm(form) : json !== undefined ? JSON.stringify(json) : raw;
  const init: RequestInit & { duplex: "half" } = {
    method,
    body: body ?? null,
    duplex: "half",
    headers: { origin: "http://localhost:3000", cookie, ...(json !== undefined && { "content-type": "application/json" }), ...headers },
  };
  const params = Promise.resolve<Record<string, string | string[]>>(public_id ? { public_id: public_id.split("/") } : {});
  return handler(new Request(`http://localhost:3000/api/x${query}`, init), { params });
}

function toForm(fields: Record<string, Blob | string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

export function aFile(bytes: Buffer, name = "photo.jpg", type = ""): File {
  return new File([Uint8Array.from(bytes)], name, { type });
}

export async function upload(cookie: string, bytes: Buffer, folder = "maestrohub/profiles"): Promise<ImageView> {
  const response = await send(uploadRoute, { form: { file: aFile(bytes), folder }, cookie });
  if (response.status !== 201) throw new Error(`uploading answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as ImageView;
}

export async function aCoach(): Promise<{ user_id: string; cookie: string; tutor: TutorDocument }> {
  const { user, cookie } = await aPerson({ role: "tutor" });
  const there = await collections().tutors.findOne({ user_id: user.id });
  if (there) return { user_id: user.id, cookie, tutor: there };
  const tutor = makeTutor({ _id: user.id.replace("user_", "tutor_"), user_id: user.id });
  await insertTutor(tutor);
  return { user_id: user.id, cookie, tutor };
}

let emulator: ReturnType<typeof env>["cloudinary"] = null;

/** New bytes go there from now on. */
export function chooseStore(provider: ImageProvider): void {
  // Not before the test database has its name, which is read with the rest.
  emulator ??= env().cloudinary;
  env().cloudinary = provider === "cloudinary" ? emulator : null;
}

/** Does what is written down to be done with pictures by `until`, and answers what failed. */
export async function runTasks(until = new Date()): Promise<unknown[]> {
  const due = { status: "pending" as const, run_at: { $lte: until }, "task.kind": { $in: ["destroy-image", "settle-image"] } };
  const failures: unknown[] = [];
  for (const row of await collections().outbox.find(due).sort({ run_at: 1 }).toArray()) {
    await runTask(row, until).then(
      () => collections().outbox.updateOne({ _id: row._id }, { $set: { status: "done" } }),
      (error: unknown) => failures.push(error),
    );
  }
  return failures;
}

/** The public ids that the emulator has of this person. */
export async function atCloudinary(user_id: string): Promise<string[]> {
  const found: string[] = [];
  for (const kind of ["image/upload", "raw/authenticated"]) {
    const url = `${emulator?.upload_prefix}/v1_1/${emulator?.cloud_name}/resources/${kind}?max_results=500`;
    const authorization = `Basic ${Buffer.from(`${emulator?.api_key}:${emulator?.api_secret}`).toString("base64")}`;
    const { resources } = (await (await fetch(url, { headers: { authorization } })).json()) as { resources: { public_id: string }[] };
    found.push(...resources.map(({ public_id }) => public_id).filter((id) => id.includes(`/${user_id}/`)));
  }
  return found.sort();
}

export async function fault(order: { path: string; kind: string; status?: number; times?: number; delay_ms?: number }): Promise<void> {
  await fetch(`${env().emulators_url}/_control/faults`, { method: "POST", body: JSON.stringify({ emulator: "cloudinary", times: 1, ...order }) });
}

/** What must hold at all times: a person's count is the sum of their rows. */
export async function countedBytes(user_id: string): Promise<{ counted: number; summed: number }> {
  const user = await collections().users.findOne({ _id: user_id });
  const rows = await collections().images.find({ owner_id: user_id }).toArray();
  return { counted: user?.stored_bytes ?? 0, summed: rows.reduce((sum, row) => sum + row.bytes + (row.replacing?.reserved_bytes ?? 0), 0) };
}
