import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { cloud } from "./account.ts";
import { deleteResources, rateHeaders, requireBasicAuth, showResources, showUsage } from "./admin.ts";
import { downloadOriginal } from "./download.ts";
import { CloudinaryRefusal, refusalAnswer } from "./errors.ts";
import { readForm, readQuery } from "./form.ts";
import { destroy, rename } from "./manage.ts";
import { uploadAsset } from "./upload.ts";

/** /v1_1/:cloud/…: the upload API, signed by its parameters, and the admin API with the key and secret. */
export function createApi(context: EmulatorContext): (request: EmulatorRequest, path: string) => Promise<EmulatorResponse> {
  return async function api(request, path) {
    try {
      const [cloud_name, ...rest] = path.split("/").map(decoded);
      if (cloud_name !== cloud.name) throw new CloudinaryRefusal(401, `Invalid cloud_name ${cloud_name}`);
      return await route(context, request, rest);
    } catch (error) {
      if (!(error instanceof CloudinaryRefusal)) throw error;
      return refusalAnswer(error);
    }
  };
}

async function route(context: EmulatorContext, request: EmulatorRequest, path: string[]): Promise<EmulatorResponse> {
  const [first, verb] = path;
  if (["ping", "usage", "resources"].includes(first ?? "")) return { status: 200, headers: rateHeaders(), body: await admin(context, request, path) };
  if (path.length !== 2) throw noSuch(request, path);

  switch (`${request.method} ${verb}`) {
    case "POST upload":
      refuseParts(request);
      return { status: 200, body: await uploadAsset(context, first, await readForm(request)) };
    case "POST destroy":
      return { status: 200, body: destroy(context, first, await readForm(request)) };
    case "POST rename":
      return { status: 200, body: rename(context, first, await readForm(request)) };
    case "GET download":
      return downloadOriginal(context, first, readQuery(request.url.searchParams));
    default:
      throw noSuch(request, path);
  }
}

async function admin(context: EmulatorContext, request: EmulatorRequest, [noun, ...rest]: string[]): Promise<object> {
  requireBasicAuth(request);
  const call = `${request.method} ${noun}`;
  if (call === "GET ping" && rest.length === 0) return { status: "ok" };
  if (call === "GET usage" && rest.length === 0) return showUsage(context);
  if (call === "GET resources") return showResources(context, rest, request.url.searchParams);
  if (call === "DELETE resources" && rest.length === 2) return deleteResources(context, rest, (await readForm(request)).fields);
  throw noSuch(request, [noun ?? "", ...rest]);
}

/** `upload_large` sends a file in parts; one part that is the whole file is an upload like any other. */
function refuseParts({ headers, body }: EmulatorRequest): void {
  const range = headers["content-range"];
  const [, from, to, total] = /^bytes (\d+)-(\d+)\/(-?\d+)$/.exec(range ?? "") ?? [];
  if (range === undefined || (from === "0" && Number(to) + 1 === Number(total) && body.length >= Number(total))) return;
  throw new CloudinaryRefusal(400, "The emulator takes a file in one part only");
}

function noSuch({ method }: EmulatorRequest, path: string[]): CloudinaryRefusal {
  return new CloudinaryRefusal(404, `The emulator has no ${method} /${path.join("/")}`);
}

/** A public id comes as one part with its slashes escaped. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new CloudinaryRefusal(400, "Invalid address");
  }
}
