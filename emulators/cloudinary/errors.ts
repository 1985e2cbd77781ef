import type { EmulatorResponse } from "../emulator.ts";

/** What Cloudinary would answer with an error; its words where they are known. */
export class CloudinaryRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export function missing(parameter: string): CloudinaryRefusal {
  return new CloudinaryRefusal(400, `Missing required parameter - ${parameter}`);
}

export function refusalAnswer({ status, message }: CloudinaryRefusal): EmulatorResponse {
  return { status, headers: { "x-cld-error": headerText(message) }, body: { error: { message } } };
}

/** A picture that is refused has no body: the reason stands in the header. */
export function deliveryRefusal({ status, message }: CloudinaryRefusal): EmulatorResponse {
  return { status, headers: { "x-cld-error": headerText(message), "cache-control": "no-store" } };
}

/** The words of an answer that a fault asked for. */
export function faultAnswer(status: number): EmulatorResponse {
  return refusalAnswer(new CloudinaryRefusal(status, faults[status] ?? "General Error"));
}

const faults: Record<number, string> = {
  401: "Invalid Signature",
  404: "Resource not found",
  420: "Rate Limit Exceeded",
  429: "Too many concurrent uploads",
};

function headerText(message: string): string {
  return message.replace(/[^\x20-\x7e]/g, "?");
}
