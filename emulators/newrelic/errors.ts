import type { EmulatorResponse } from "../emulator.ts";

/** What New Relic's collector refuses. The agent goes by the status; the words are for people. */
export class CollectorRefusal extends Error {
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

export function refusalAnswer({ status, type, message }: CollectorRefusal): EmulatorResponse {
  return { status, body: { exception: { error_type: `NewRelic::Agent::${type}`, message } } };
}

/** The words of an answer that a fault asked for. */
export function faultAnswer(status: number): EmulatorResponse {
  return refusalAnswer(new CollectorRefusal(status, faults[status] ?? "ServerError", "A fault was asked for."));
}

const faults: Record<number, string> = {
  401: "LicenseException",
  409: "ForceRestartException",
  410: "ForceDisconnectException",
  413: "PostTooBigException",
};
