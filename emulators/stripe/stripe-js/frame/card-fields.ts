import { brandOf, cvcLength, digitsOf, formatExpiry, formatNumber, numberLength, problemWithCvc, problemWithExpiry, problemWithNumber } from "./card-rules.ts";
import type { Problem } from "./card-rules.ts";

export interface CardFields {
  number: Field;
  expiry: Field;
  cvc: Field;
}

export interface Field {
  input: HTMLInputElement;
  problem(): Problem | null;
  /** Shows what is wrong, or nothing. */
  show(problem: Problem | null): void;
}

/** Builds the three labelled inputs; `onInput` hears every change. */
export function buildCardFields(form: HTMLFormElement, onInput: () => void): CardFields {
  const number = buildField(form, { id: "number", label: "Card number", autocomplete: "cc-number", placeholder: "1234 1234 1234 1234" });
  const expiry = buildField(form, { id: "expiry", label: "Expiry date", autocomplete: "cc-exp", placeholder: "MM / YY" });
  const cvc = buildField(form, { id: "cvc", label: "Security code", autocomplete: "cc-csc", placeholder: "CVC" });

  const fields: CardFields = {
    number: { ...number, problem: () => problemWithNumber(number.input.value) },
    expiry: { ...expiry, problem: () => problemWithExpiry(expiry.input.value, new Date()) },
    cvc: { ...cvc, problem: () => problemWithCvc(cvc.input.value, number.input.value) },
  };

  const brand = document.createElement("span");
  brand.className = "brand";
  brand.setAttribute("aria-hidden", "true");
  number.input.after(brand);

  number.input.addEventListener("input", () => {
    reformat(number.input, formatNumber);
    const digits = digitsOf(number.input.value);
    brand.textContent = brandOf(digits) === "unknown" ? "" : brandOf(digits);
    cvc.input.maxLength = cvcLength(digits);
    if (digits.length === numberLength(digits)) fields.number.show(fields.number.problem());
    if (digits.length === numberLength(digits) && fields.number.problem() === null && isAtEnd(number.input)) expiry.input.focus();
  });
  expiry.input.addEventListener("input", (event) => {
    const deleting = (event as InputEvent).inputType?.startsWith("delete");
    // While deleting nothing is filled in, or the separator could never be removed.
    if (!deleting) reformat(expiry.input, formatExpiry);
    if (digitsOf(expiry.input.value).length < 4) return;
    fields.expiry.show(fields.expiry.problem());
    if (fields.expiry.problem() === null && isAtEnd(expiry.input)) cvc.input.focus();
  });
  cvc.input.addEventListener("input", () => reformat(cvc.input, (text) => digitsOf(text).slice(0, cvcLength(digitsOf(number.input.value)))));

  for (const field of Object.values(fields)) {
    field.input.addEventListener("input", () => {
      const problem = field.problem();
      // While something is being typed, that it is unfinished is no news.
      if (problem === null || problem.code.startsWith("incomplete")) field.show(null);
      onInput();
    });
    field.input.addEventListener("blur", () => {
      if (field.input.value !== "") field.show(field.problem());
    });
  }
  return fields;
}

function buildField(
  form: HTMLFormElement,
  { id, label, autocomplete, placeholder }: { id: string; label: string; autocomplete: AutoFill; placeholder: string },
) {
  const box = document.createElement("div");
  box.className = `field ${id}`;
  const caption = Object.assign(document.createElement("label"), { htmlFor: id, textContent: label });
  const input = Object.assign(document.createElement("input"), {
    id,
    name: id,
    type: "text",
    inputMode: "numeric",
    autocomplete,
    placeholder,
    spellcheck: false,
  });
  input.setAttribute("aria-describedby", `${id}-problem`);
  const problemLine = Object.assign(document.createElement("p"), { id: `${id}-problem`, className: "problem" });
  problemLine.setAttribute("role", "alert");
  const slot = document.createElement("div");
  slot.className = "slot";
  slot.append(input);
  box.append(caption, slot, problemLine);
  form.append(box);

  const show = (problem: Problem | null) => {
    const message = problem?.message ?? "";
    // The same message again would be read aloud again.
    if (problemLine.textContent !== message) problemLine.textContent = message;
    input.setAttribute("aria-invalid", String(problem !== null));
  };
  return { input, show };
}

/** Formats in place and keeps the caret behind the same digit. */
function reformat(input: HTMLInputElement, format: (text: string) => string): void {
  const formatted = format(input.value);
  if (formatted === input.value) return;
  const digitsBefore = digitsOf(input.value.slice(0, input.selectionStart ?? input.value.length)).length;
  const wasAtEnd = isAtEnd(input);
  input.value = formatted;
  if (wasAtEnd) return;
  let caret = 0;
  for (let seen = 0; caret < formatted.length && seen < digitsBefore; caret++) if (/\d/.test(formatted[caret] ?? "")) seen++;
  input.setSelectionRange(caret, caret);
}

function isAtEnd(input: HTMLInputElement): boolean {
  return (input.selectionStart ?? 0) >= input.value.length;
}
