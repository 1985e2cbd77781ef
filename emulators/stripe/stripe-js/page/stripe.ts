import type { StripeElementsOptions } from "@stripe/stripe-js";
import { ElementsGroup } from "./elements-group.ts";
import { IntegrationError } from "./integration-error.ts";
import { confirmCardPayment, confirmPayment, createPaymentMethod, handleNextAction, retrievePaymentIntent } from "./payments.ts";
import { confirmCardSetup, confirmSetup, retrieveSetupIntent } from "./setups.ts";
import type { Shop } from "./intents.ts";

type Rest<Call> = Call extends (shop: Shop, ...rest: infer Args) => unknown ? Args : never;

/** What window.Stripe(key) answers: the part of Stripe.js that paying with a card and saving one need. */
function createStripe(key: string) {
  if (!/^pk_test_\w+/.test(key)) throw new IntegrationError("The stand-in for Stripe.js takes a publishable test key, one that begins with pk_test_.");
  const shop: Shop = { key, origin };
  return {
    elements: (options?: StripeElementsOptions) => new ElementsGroup(origin, options),
    confirmPayment: (...args: Rest<typeof confirmPayment>) => confirmPayment(shop, ...args),
    confirmCardPayment: (...args: Rest<typeof confirmCardPayment>) => confirmCardPayment(shop, ...args),
    handleNextAction: (...args: Rest<typeof handleNextAction>) => handleNextAction(shop, ...args),
    retrievePaymentIntent: (...args: Rest<typeof retrievePaymentIntent>) => retrievePaymentIntent(shop, ...args),
    confirmSetup: (...args: Rest<typeof confirmSetup>) => confirmSetup(shop, ...args),
    confirmCardSetup: (...args: Rest<typeof confirmCardSetup>) => confirmCardSetup(shop, ...args),
    retrieveSetupIntent: (...args: Rest<typeof retrieveSetupIntent>) => retrieveSetupIntent(shop, ...args),
    createPaymentMethod: (...args: Rest<typeof createPaymentMethod>) => createPaymentMethod(shop, ...args),
    createToken: async () => ({ error: { type: "invalid_request_error", message: "The stand-in for Stripe.js makes no tokens; use createPaymentMethod." } }),
    registerAppInfo: () => undefined,
    _registerWrapper: () => undefined,
  };
}

const origin = new URL((document.currentScript as HTMLScriptElement).src).origin;

/** The release train that @stripe/stripe-js compares with its own. */
Object.assign(window, { Stripe: Object.assign(createStripe, { version: "endive" }) });
