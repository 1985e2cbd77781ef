import type { StripeError } from "@stripe/stripe-js";
import type { Connect, FrameCalls, FrameEvent, FrameSettings } from "../shared/protocol.ts";
import { applyAppearance } from "./appearance.ts";
import { buildCardFields } from "./card-fields.ts";
import { brandOf, digitsOf } from "./card-rules.ts";
import { confirmWithCard, createPaymentMethodFrom } from "./card-payments.ts";

type Answers = { [Name in keyof FrameCalls]: (...args: Parameters<FrameCalls[Name]>) => ReturnType<FrameCalls[Name]> | Promise<ReturnType<FrameCalls[Name]>> };

/** The page that mounted this frame says hello once; from then on both talk over its port. */
window.addEventListener("message", function connect(message: MessageEvent<Connect>) {
  const [port] = message.ports;
  if (message.source !== window.parent || message.data.kind !== "connect" || !port) return;
  window.removeEventListener("message", connect);
  runForm(message.data, port);
});

function runForm({ element_type, settings }: Connect, port: MessagePort): void {
  const tell = (event: FrameEvent) => port.postMessage(event);
  const form = document.createElement("form");
  form.noValidate = true;
  form.className = element_type;
  const fields = buildCardFields(form, tellChange);
  const all = Object.values(fields);

  function firstProblem(): StripeError | undefined {
    const problem = all.map((field) => field.problem()).find((found) => found !== null);
    return problem ? { type: "validation_error", ...problem } : undefined;
  }

  function tellChange(): void {
    const shown = all.find(({ input }) => input.getAttribute("aria-invalid") === "true")?.problem();
    tell({
      event: "change",
      empty: all.every(({ input }) => input.value === ""),
      complete: firstProblem() === undefined,
      brand: brandOf(digitsOf(fields.number.input.value)),
      error: shown ? { type: "validation_error", ...shown } : undefined,
    });
  }

  function apply(given: FrameSettings): void {
    applyAppearance(given);
    for (const { input } of all) input.disabled = given.disabled;
  }

  function validate(): { error?: StripeError } {
    for (const field of all) field.show(field.problem());
    const error = firstProblem();
    if (!error) return {};
    all.find((field) => field.problem() !== null)?.input.focus();
    return { error };
  }

  const answers: Answers = {
    update: apply,
    focus: () => (all.find(({ input }) => input.getAttribute("aria-invalid") === "true") ?? fields.number).input.focus(),
    blur: () => (document.activeElement as HTMLElement | null)?.blur(),
    clear() {
      for (const field of all) {
        field.input.value = "";
        field.show(null);
      }
      tellChange();
    },
    validate,
    create_payment_method: async (request) => {
      const { error } = validate();
      return error ? { error } : createPaymentMethodFrom(fields, request);
    },
    confirm: async (request) => {
      const { error } = validate();
      return error ? { error } : confirmWithCard(fields, request);
    },
  };

  port.onmessage = async ({ data }: MessageEvent<{ ask: number; name: keyof FrameCalls; args: never[] }>) => {
    const answer = answers[data.name] as (...args: never[]) => unknown;
    port.postMessage({ answer: data.ask, value: await answer(...data.args) });
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter") tell({ event: "enter" });
    if (event.key === "Escape") tell({ event: "escape" });
  });
  form.addEventListener("focusin", (event) => {
    if (!form.contains(event.relatedTarget as Node | null)) tell({ event: "focus" });
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget as Node | null)) tell({ event: "blur" });
  });

  apply(settings);
  document.body.append(form);
  new ResizeObserver(() => tell({ event: "resize", height: Math.ceil(form.getBoundingClientRect().height) })).observe(form);
  tell({ event: "ready" });
}
