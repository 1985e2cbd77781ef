/** The steps within the funnels that only a browser sees. */
export function stepOf(page: string): string | null {
  return Object.hasOwn(steps, page) ? (steps[page] ?? null) : null;
}

const steps: Record<string, string> = {
  "/register": "register_form",
  "/sign-in": "sign_in_form",
  "/checkout/[booking_id]": "checkout",
  "/coach/onboarding/[step]": "coach_onboarding",
};
