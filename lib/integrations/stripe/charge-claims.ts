import "server-only";
import { callProvider } from "../provider-call";
import { stripe } from "./client";

/** `open`: a bank is asking for the money back · `lost`: the bank has it. Null: nobody contests the charge, or it was won. */
export type ChargeDispute = "open" | "lost" | null;

const over = ["won", "warning_closed", "prevented"];

/** Whether the client's bank contests the charge, asked of Stripe itself just before money is passed on. */
export async function findChargeDispute(charge_id: string): Promise<ChargeDispute> {
  return callProvider({ provider: "stripe", operation: "findChargeDispute", ids: { charge_id } }, async () => {
    const charge = await stripe().charges.retrieve(charge_id);
    if (!charge.disputed) return null;
    const statuses: string[] = (await stripe().disputes.list({ charge: charge_id, limit: 100 })).data.map(({ status }) => status);
    if (statuses.includes("lost")) return "lost";
    return statuses.every((status) => over.includes(status)) ? null : "open";
  });
}
