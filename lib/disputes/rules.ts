import type { Chargeback } from "./schema";

/** While a bank has the money, and once it has given it to the client, nothing is paid out for a booking. An inquiry may become a dispute any day. */
export function freezesPayout(chargeback: Chargeback | undefined): boolean {
  return chargeback !== undefined && ["inquiry", "open", "lost"].includes(chargeback.status);
}
