/** https://docs.stripe.com/testing: what a test card does when it is charged. */
export interface TestCard {
  number: string;
  brand: string;
  country: string;
  funding: "credit" | "debit" | "prepaid";
  decline?: { code: string; decline_code?: string; message: string; advice_code?: string };
  /** Unless saved: until it has been set up for payments without the customer. On session: only where the customer is there. */
  authentication?: "required" | "required_unless_saved" | "required_on_session";
  /** It can be saved, and is declined whenever it is charged. */
  declines_when_charged?: true;
  /** The money can be paid out at once instead of after two days. */
  available_at_once?: true;
  disputes?: { reason: string; is_inquiry: boolean };
  /** The issuer reports it as stolen. */
  warns?: true;
  refund?: "pending_then_succeeds" | "succeeds_then_fails";
}

const declined = (decline_code: string, message = "Your card was declined.", code = "card_declined") => ({ decline: { code, decline_code, message } });

const visa = { brand: "visa", country: "US", funding: "credit" } as const;

const cards: TestCard[] = [
  { ...visa, number: "4242424242424242" },
  { ...visa, number: "4000056655665556", funding: "debit" },
  { ...visa, number: "5555555555554444", brand: "mastercard" },
  { ...visa, number: "378282246310005", brand: "amex" },
  { ...visa, number: "6011111111111117", brand: "discover" },
  { ...visa, number: "4000003560000008", country: "IN" },
  { ...visa, number: "4000000000000077", available_at_once: true },
  { ...visa, number: "4000000000007726", refund: "pending_then_succeeds" },
  { ...visa, number: "4000000000005126", refund: "succeeds_then_fails" },
  { ...visa, number: "4000000000000259", disputes: { reason: "fraudulent", is_inquiry: false } },
  { ...visa, number: "4000000000002685", disputes: { reason: "product_not_received", is_inquiry: false } },
  { ...visa, number: "4000000000001976", disputes: { reason: "general", is_inquiry: true } },
  { ...visa, number: "4000000000005423", warns: true },
  { ...visa, number: "4000003800000446", authentication: "required_on_session" },
  { ...visa, number: "4000000000000341", declines_when_charged: true, ...declined("generic_decline") },
  { ...visa, number: "4000002500003155", authentication: "required_unless_saved" },
  { ...visa, number: "4000002760003184", authentication: "required" },
  { ...visa, number: "4000000000003220", authentication: "required" },
  { ...visa, number: "4000008400001629", authentication: "required", ...declined("generic_decline") },
  { ...visa, number: "4000000000000002", ...declined("generic_decline") },
  { ...visa, number: "4000000000009995", ...declined("insufficient_funds", "Your card has insufficient funds.") },
  { ...visa, number: "4000000000009987", ...declined("lost_card") },
  { ...visa, number: "4000000000009979", ...declined("stolen_card") },
  { ...visa, number: "4000000000000069", decline: { code: "expired_card", message: "Your card has expired." } },
  { ...visa, number: "4000000000000127", decline: { code: "incorrect_cvc", message: "Your card's security code is incorrect." } },
  {
    ...visa,
    number: "4000000000000119",
    decline: { code: "processing_error", message: "An error occurred while processing your card. Try again in a little bit." },
  },
];

/** The test payment methods that a server names in place of a card number. */
const aliases: Record<string, string> = {
  pm_card_visa: "4242424242424242",
  pm_card_visa_debit: "4000056655665556",
  pm_card_mastercard: "5555555555554444",
  pm_card_amex: "378282246310005",
  pm_card_discover: "6011111111111117",
  pm_card_in: "4000003560000008",
  pm_card_bypassPending: "4000000000000077",
  pm_card_pendingRefund: "4000000000007726",
  pm_card_refundFail: "4000000000005126",
  pm_card_authenticationRequired: "4000002760003184",
  pm_card_authenticationRequiredOnSetup: "4000002500003155",
  pm_card_authenticationRequiredChargeDeclinedInsufficientFunds: "4000008400001629",
  pm_card_authenticationRequiredSetupForOffSession: "4000003800000446",
  pm_card_createDispute: "4000000000000259",
  pm_card_createDisputeProductNotReceived: "4000000000002685",
  pm_card_createDisputeInquiry: "4000000000001976",
  pm_card_createIssuerFraudRecord: "4000000000005423",
  pm_card_chargeCustomerFail: "4000000000000341",
  pm_card_chargeDeclined: "4000000000000002",
  pm_card_visa_chargeDeclined: "4000000000000002",
  pm_card_chargeDeclinedInsufficientFunds: "4000000000009995",
  pm_card_visa_chargeDeclinedInsufficientFunds: "4000000000009995",
  pm_card_chargeDeclinedLostCard: "4000000000009987",
  pm_card_chargeDeclinedStolenCard: "4000000000009979",
  pm_card_chargeDeclinedExpiredCard: "4000000000000069",
  pm_card_chargeDeclinedIncorrectCvc: "4000000000000127",
  pm_card_chargeDeclinedProcessingError: "4000000000000119",
};

export function findTestCard(number: string): TestCard | null {
  return cards.find((card) => card.number === number) ?? null;
}

export function findTestCardByAlias(alias: string): TestCard | null {
  const number = aliases[alias];
  return number === undefined ? null : findTestCard(number);
}

/** The check digit that every card number ends with. */
export function isPossibleCardNumber(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false;
  const sum = [...number].reverse().reduce((total, digit, position) => {
    const value = Number(digit) * (position % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
