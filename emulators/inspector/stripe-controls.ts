import type { Action } from "./controls.ts";

/** The forms that do something to one object of Stripe's emulator, by the last part of their address. */
export const stripeActions: Record<string, Action> = {
  dispute: {
    done: "The dispute is open.",
    run: (call, form) =>
      call("POST", `stripe/charges/${id(form)}/dispute`, { reason: form.get("reason") || "fraudulent", ...(form.has("inquiry") ? { inquiry: true } : {}) }),
  },
  "close-dispute": {
    done: "The bank has decided.",
    run: (call, form) => call("POST", `stripe/disputes/${id(form)}/close`, { outcome: form.get("outcome") ?? "" }),
  },
  "fraud-warning": { done: "The card's issuer has warned.", run: (call, form) => call("POST", `stripe/charges/${id(form)}/early-fraud-warning`, {}) },
  "fail-refund": {
    done: "The bank has sent the refund back.",
    run: (call, form) => call("POST", `stripe/refunds/${id(form)}/fail`, form.get("reason") ? { reason: form.get("reason") } : {}),
  },
  "fail-payout": {
    done: "The payout has failed, and its money is in the balance again.",
    run: (call, form) => call("POST", `stripe/payouts/${id(form)}/fail`, { code: form.get("code") || "account_closed" }),
  },
  "arrive-payout": { done: "The payout has arrived.", run: (call, form) => call("POST", `stripe/payouts/${id(form)}/arrive`, {}) },
  onboard: {
    done: "Onboarding was sent.",
    run: (call, form) => call("POST", `stripe/accounts/${id(form)}/onboard`, { outcome: form.get("outcome") || "verified" }),
  },
  requirements: {
    done: "Stripe's wishes are as you said.",
    run: (call, form) => {
      const days = Number(form.get("days") || 0);
      return call("POST", `stripe/accounts/${id(form)}/requirements`, {
        ...listed(form, "currently_due"),
        ...listed(form, "past_due"),
        ...(days > 0 ? { deadline_in_seconds: Math.round(days * 86_400) } : {}),
      });
    },
  },
  "bank-account": {
    done: "The account has another bank account.",
    run: (call, form) => call("POST", `stripe/accounts/${id(form)}/bank-account`, { account_number: form.get("account_number") || "000123456789" }),
  },
  deauthorize: { done: "The account has cut the platform off.", run: (call, form) => call("POST", `stripe/accounts/${id(form)}/deauthorize`, {}) },
  dunning: {
    done: "Renewals are tried again as you said.",
    run: (call, form) =>
      call("POST", "stripe/dunning", {
        retry_days: (form.get("retry_days") ?? "").split(",").map((text) => text.trim()).filter((text) => text !== "").map(Number),
        after_retries: form.get("after_retries") ?? "cancel",
      }),
  },
};

function id(form: URLSearchParams): string {
  return encodeURIComponent(form.get("id") ?? "");
}

function listed(form: URLSearchParams, name: string): Record<string, string[]> {
  const value = form.get(name)?.trim();
  return value ? { [name]: [value] } : {};
}
