import { expect, test } from "vitest";
import { cardProblem, problemSentence, unpaidProblem } from "./card-problem";

const told = (error: { code?: string; decline_code?: string }) => problemSentence(cardProblem(error), { isHeld: true });

test("a decline says that nothing was charged, that the time is held, and what to try", () => {
  expect(told({ code: "card_declined", decline_code: "generic_decline" })).toBe(
    "Your bank declined this card. Nothing was charged and your time is still held. Try another card, or ask your bank.",
  );
});

test.each([
  [{ code: "card_declined", decline_code: "insufficient_funds" }, "There is not enough money on this card."],
  [{ code: "expired_card", decline_code: "expired_card" }, "This card has expired."],
  [{ code: "incorrect_cvc" }, "The security code does not fit this card."],
  [{ code: "processing_error" }, "Your bank did not answer."],
  [{ code: "payment_intent_authentication_failure" }, "Your bank could not confirm that it is you."],
  [{ code: "card_declined", decline_code: "authentication_required" }, "Your bank could not confirm that it is you."],
  [{ code: "card_declined", decline_code: "a_reason_of_tomorrow" }, "Your bank declined this card."],
  [{}, "Your bank declined this card."],
])("%j begins with %j", (error, expected) => {
  expect(told(error).startsWith(expected)).toBe(true);
});

test("a lost or stolen card is told like any other decline", () => {
  for (const decline_code of ["lost_card", "stolen_card", "fraudulent", "pickup_card"]) {
    expect(cardProblem({ code: "card_declined", decline_code })).toEqual(cardProblem({ code: "card_declined", decline_code: "generic_decline" }));
  }
});

test("a time that is not held any more is not promised", () => {
  expect(problemSentence(cardProblem({}), { isHeld: false })).toBe("Your bank declined this card. Nothing was charged. Try another card, or ask your bank.");
});

test.each([
  ["requires_action", "Your bank could not confirm that it is you."],
  ["canceled", "This payment was closed."],
  ["open", "The payment did not go through."],
  [undefined, "The payment did not go through."],
])("the server's reason %s is told as %j", (reason, expected) => {
  expect(unpaidProblem(reason).what).toBe(expected);
});
