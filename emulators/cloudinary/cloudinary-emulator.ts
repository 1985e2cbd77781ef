import { z } from "zod";
import { readJson } from "../control.ts";
import type { Emulator, EmulatorContext } from "../emulator.ts";
import { createApi } from "./api.ts";
import { deliver } from "./delivery.ts";
import { faultAnswer } from "./errors.ts";

/**
 * Cloudinary under /cloudinary: its API at /v1_1, for the real SDK with `upload_prefix`, and what is `res.cloudinary.com`
 * in life at /res. Control: usage {used_percent}, the credits of the month. Pictures are really transformed; there is no cache in front, so `invalidate` has nothing to do.
 */
export function createCloudinaryEmulator(context: EmulatorContext): Emulator {
  const api = createApi(context);

  return {
    name: "cloudinary",
    handles: (pathname) => pathname.startsWith("/cloudinary/"),
    async respond(request) {
      const [root, ...rest] = request.url.pathname.slice("/cloudinary/".length).split("/");
      if (root === "v1_1") return api(request, rest.join("/"));
      if (root === "res") return deliver(context, request, rest.join("/"));
      return { status: 404, body: { error: { message: "There are /cloudinary/v1_1 and /cloudinary/res." } } };
    },
    faultResponse: faultAnswer,
    reset: () => undefined,
    async control(path, request) {
      if (path !== "usage" || request.method !== "POST") return null;
      context.store.put("cloudinary.usage", "month", z.strictObject({ used_percent: z.number().min(0) }).parse(readJson(request.body)));
      return { status: 200, body: { ...context.store.get<object>("cloudinary.usage", "month") } };
    },
  };
}
