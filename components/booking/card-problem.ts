/** A card that was not charged: what happened, and what to try. */
export interface CardProblem {
  what: string;
  advice: string;
}

interface ProviderError {
  code?: string | undefined;
  decline_code?: string | undefined;
}

const try_another = "Try another card.";
const ask_bank = "Try another card, or ask your bank.";
const again = "Try again in a moment, or use another card.";

/** Lost and stolen cards are told like any other decline: whoever holds the card need not know that the bank knows. */
const declined: CardProblem = { what: "Your bank declined this card.", advice: ask_bank };

const busy: CardProblem = { what: "Your bank did not answer.", advice: again };
const wrongNumber: CardProblem = { what: "This card number is not right.", advice: "Check it and pay again." };
const wrongCode: CardProblem = { what: "The security code does not fit this card.", advice: "Check the three or four digits and pay again." };
const wrongDate: CardProblem = { what: "The expiry date is not right.", advice: "Check it and pay again." };
const wrongPostcode: CardProblem = { what: "The postal code does not fit this card.", advice: "Check it and pay again." };
const unsupported: CardProblem = { what: "This card cannot be used for this payment.", advice: try_another };
const notYou: CardProblem = { what: "Your bank could not confirm that it is you.", advice: "Try again and finish your bank's step, or use another card." };

const byCode: Record<string, CardProblem> = {
  insufficient_funds: { what: "There is not enough money on this card.", advice: try_another },
  expired_card: { what: "This card has expired.", advice: try_another },
  incorrect_number: wrongNumber,
  invalid_number: wrongNumber,
  incorrect_cvc: wrongCode,
  invalid_cvc: wrongCode,
  invalid_expiry_month: wrongDate,
  invalid_expiry_year: wrongDate,
  incorrect_zip: wrongPostcode,
  incorrect_address: wrongPostcode,
  processing_error: busy,
  issuer_not_available: busy,
  try_again_later: busy,
  reenter_transaction: busy,
  card_not_supported: unsupported,
  currency_not_supported: unsupported,
  card_velocity_exceeded: { what: "This card has reached its limit for now.", advice: ask_bank },
  withdrawal_count_limit_exceeded: { what: "This card has reached its limit for now.", advice: ask_bank },
  authentication_required: notYou,
  authentication_not_handled: notYou,
  payment_intent_authentication_failure: notYou,
  setup_intent_authentication_failure: notYou,
};

/** The bank's own reason where it gives one that helps (https://docs.stripe.com/declines/codes), else a plain decline. */
export function cardProblem({ code, decline_code }: ProviderError): CardProblem {
  return byCode[decline_code ?? ""] ?? byCode[code ?? ""] ?? declined;
}

/** What the server found out from the payment service after the browser could not tell. */
export function unpaidProblem(reason: unknown): CardProblem {
  if (reason === "requires_action") return notYou;
  if (reason === "canceled") return { what: "This payment was closed.", advice: "Choose the time again to start a new one." };
  return { what: "The payment did not go through.", advice: "Try again, or use another card." };
}

export function problemSentence(problem: CardProblem, { isHeld }: { isHeld: boolean }): string {
  const comfort = isHeld ? "Nothing was charged and your time is still held." : "Nothing was charged.";
  return `${problem.what} ${comfort} ${problem.advice}`;
}
