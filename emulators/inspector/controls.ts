import type { EmulatorContext } from "../emulator.ts";
import { stripeActions } from "./stripe-controls.ts";

/** Calls the frame's /_control, the one way in for people and tests alike. */
export type ControlCall = (method: "GET" | "POST" | "DELETE", path: string, body?: object) => Promise<{ ok: boolean; body: object }>;

export function createControlCall(context: EmulatorContext): ControlCall {
  return async (method, path, body) => {
    const answer = await fetch(`${context.base_url}/_control/${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    return { ok: answer.ok, body: (await answer.json()) as object };
  };
}

export interface Action {
  done: string;
  run(call: ControlCall, form: URLSearchParams): ReturnType<ControlCall>;
}

/** Each form of the controls page, by the last part of its address. */
export const actions: Record<string, Action> = {
  clock: {
    done: "The clock was moved.",
    run: (call, form) => call("POST", "clock", form.has("now") ? { set_to: new Date().toISOString() } : { advance_ms: wayOf(form) }),
  },
  fault: {
    done: "The fault is set.",
    run: (call, form) =>
      call("POST", "faults", {
        emulator: form.get("emulator") ?? "",
        kind: form.get("kind") ?? "",
        ...optional("status", number(form, "status")),
        ...optional("delay_ms", number(form, "delay_ms")),
        ...optional("times", number(form, "times")),
        ...optional("path", form.get("path")?.trim() || undefined),
      }),
  },
  "clear-faults": { done: "No fault is set any more.", run: (call) => call("DELETE", "faults") },
  "webhook-faults": {
    done: "The next webhooks go as you said.",
    run: (call, form) =>
      call("POST", "stripe/webhook-faults", {
        ...optional("drop", number(form, "drop") || undefined),
        ...optional("duplicate", number(form, "duplicate") || undefined),
        ...optional("delay_ms", number(form, "delay_ms") || undefined),
        ...(form.has("shuffle") ? { shuffle: true } : {}),
        ...(form.has("hold") ? { hold: true } : {}),
      }),
  },
  "flush-webhooks": { done: "What was held has been sent.", run: (call) => call("POST", "stripe/webhooks/flush") },
  "resend-event": { done: "The event was sent again.", run: (call, form) => call("POST", `stripe/events/${encodeURIComponent(form.get("event") ?? "")}/resend`) },
  "mail-fate": {
    done: "That became of the mail.",
    run: (call, form) => call("POST", "resend/fate", { email_id: form.get("mail") ?? "", fate: form.get("fate") ?? "" }),
  },
  "mail-report": { done: "The report was sent again.", run: (call, form) => call("POST", `resend/webhooks/${encodeURIComponent(form.get("report") ?? "")}/resend`) },
  "resend-domain": {
    done: "The sending domain is as you said.",
    run: (call, form) => call("POST", "resend/domain", { name: form.get("name")?.trim() ?? "", status: form.get("status") ?? "" }),
  },
  "resend-rate": { done: "Resend's rate is set.", run: (call, form) => call("POST", "resend/rate_limit", { per_second: number(form, "per_second") }) },
  ...stripeActions,
  reset: { done: "Everything was forgotten.", run: (call) => call("POST", "reset", {}) },
};

export function doneWords(action: string | null): string | null {
  return action !== null && Object.hasOwn(actions, action) ? (actions[action]?.done ?? null) : null;
}

/** A button says milliseconds, a person minutes. */
function wayOf(form: URLSearchParams): number | undefined {
  const minutes = number(form, "minutes");
  return minutes === undefined ? number(form, "advance_ms") : Math.round(minutes * 60_000);
}

/** An empty field is a field left out; what is not a number goes on as NaN, which JSON makes null and the control refuses. */
function number(form: URLSearchParams, name: string): number | undefined {
  const text = form.get(name)?.trim();
  return text ? Number(text) : undefined;
}

function optional<Value>(name: string, value: Value | undefined): Record<string, Value> {
  return value === undefined ? {} : { [name]: value };
}
