import type { StripeElementsOptions, StripeElementsUpdateOptions, StripeError } from "@stripe/stripe-js";
import type { Expected } from "../shared/protocol.ts";
import { CardElement } from "./element.ts";
import type { ElementOptions } from "./element.ts";
import { IntegrationError } from "./integration-error.ts";

const modes = ["payment", "setup", "subscription"];

/** What one form's elements share: the amount or the intent, and the look. */
export class ElementsGroup {
  /** True after submit() found nothing wrong; a payment set up before its intent needs it. */
  wasSubmitted = false;
  #origin: string;
  #options: StripeElementsOptions;
  #elements: CardElement[] = [];

  constructor(origin: string, options: StripeElementsOptions = {}) {
    const { mode, clientSecret } = options as { mode?: string; clientSecret?: string };
    if (mode !== undefined && clientSecret !== undefined) throw new IntegrationError("You cannot specify both clientSecret and mode.");
    if (mode !== undefined && !modes.includes(mode))
      throw new IntegrationError(`The stand-in for Stripe.js knows the modes ${modes.join(", ")}, not '${mode}'.`);
    this.#origin = origin;
    this.#options = options;
    this.#requireAmount();
  }

  get clientSecret(): string | undefined {
    return (this.#options as { clientSecret?: string }).clientSecret;
  }

  /** Set up before there was an intent. */
  get isDeferred(): boolean {
    return (this.#options as { mode?: string }).mode !== undefined;
  }

  /** What the page shows of the payment, where it was set up before there was an intent. */
  get expected(): Expected | null {
    const { mode, amount, currency, setupFutureUsage } = this.#options as { mode?: string; amount?: number; currency?: string; setupFutureUsage?: string | null };
    return mode !== "setup" && mode !== undefined && amount !== undefined && currency !== undefined ? { amount, currency, keeps: setupFutureUsage ?? null } : null;
  }

  create(type: string, options: ElementOptions = {}): CardElement {
    if (type !== "payment" && type !== "card") throw new IntegrationError(`The stand-in for Stripe.js has no '${type}' Element, only 'payment' and 'card'.`);
    if (type === "payment" && this.clientSecret === undefined && !this.isDeferred) {
      throw new IntegrationError("In order to create a payment element, you must pass a clientSecret or mode when creating the Elements group.");
    }
    if (this.getElement(type)) throw new IntegrationError(`Can only create one Element of type ${type}.`);
    const element = new CardElement({ type, origin: this.#origin, appearance: this.#options.appearance ?? {}, options });
    element.on("change", () => (this.wasSubmitted = false));
    this.#elements.push(element);
    return element;
  }

  getElement(type: string | { __elementType?: string }): CardElement | null {
    const wanted = typeof type === "string" ? type : type.__elementType;
    return this.#elements.find((element) => element.type === wanted && !element.isDestroyed) ?? null;
  }

  /** The one field that holds the card. */
  requireCard(): CardElement {
    const element = this.getElement("payment") ?? this.getElement("card");
    if (!element) throw new IntegrationError("Please create and mount a Payment Element first.");
    return element;
  }

  update(options: StripeElementsUpdateOptions): void {
    this.#options = { ...this.#options, ...options } as StripeElementsOptions;
    this.#requireAmount();
    if (!options.appearance) return;
    for (const element of this.#elements) element.setAppearance(options.appearance);
  }

  async submit(): Promise<{ selectedPaymentMethod?: string; error?: StripeError }> {
    const { error } = await this.requireCard().ask("validate");
    if (error) return { error };
    this.wasSubmitted = true;
    return { selectedPaymentMethod: "card" };
  }

  async fetchUpdates(): Promise<{ error?: StripeError }> {
    return {};
  }

  #requireAmount(): void {
    const { mode, amount, currency } = this.#options as { mode?: string; amount?: number; currency?: string };
    if (mode === undefined || mode === "setup") return;
    if (!Number.isInteger(amount) || (amount ?? 0) < 1)
      throw new IntegrationError("Invalid value for elements(): amount must be a positive integer in the currency's minor unit.");
    if (!/^[a-z]{3}$/.test(currency ?? "")) throw new IntegrationError("Invalid value for elements(): currency must be a three-letter ISO code in lower case.");
  }
}
