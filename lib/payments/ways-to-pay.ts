import "server-only";
import { bindSessionIntent, type SessionIntent, toPaymentError } from "@/lib/integrations/stripe/session-payments";
import { requireOwnCard } from "@/lib/payment-methods/require-own-card";
import { ownCustomer } from "@/lib/users/own-customer";

/** What the client says of the card. With neither, it is typed and not kept. */
export interface WayToPay {
  /** True where the person wants the card that they type to be kept. */
  save_card?: boolean | undefined;
  /** The saved card that pays. */
  payment_method_id?: string | undefined;
}

export interface Paying {
  /** Null where no card is kept and none that was kept is used: then Stripe need not know who pays. */
  customer_id: string | null;
  keeps_card: boolean;
}

/** Throws 404 for a card that is not this person's. */
export async function findPaying({ save_card = false, payment_method_id }: WayToPay, user_id: string): Promise<Paying> {
  if (payment_method_id !== undefined) return { customer_id: (await requireOwnCard({ user_id, card_id: payment_method_id })).customer_id, keeps_card: false };
  const customer_id = save_card
    ? await ownCustomer(user_id).catch((error: unknown) => {
        throw toPaymentError(error);
      })
    : null;
  return { customer_id, keeps_card: save_card };
}

/** The intent as this try needs it: what an earlier try said of keeping a card holds no longer. */
export async function bindIntent(intent: SessionIntent, { customer_id, keeps_card }: Paying): Promise<SessionIntent> {
  const isAsWanted = intent.keeps_card === keeps_card && (customer_id === null || intent.customer_id === customer_id);
  if (isAsWanted) return intent;
  const bound = await bindSessionIntent({ intent_id: intent.id, customer_id, keeps_card }).catch((error: unknown) => {
    throw toPaymentError(error);
  });
  return bound ?? intent;
}
