import "server-only";
import type { ClientSession } from "mongodb";
import { findBooking } from "@/lib/bookings/store";
import type { Sale } from "@/lib/ledger/post-entry";
import { findPurchase } from "./purchase-store";
import { isPackage } from "./rules";

/** What a payment, a refund or a transfer is about, by its `booking_id`: a session or a package. Null where there is neither. */
export async function findSale(id: string, session?: ClientSession): Promise<Sale | null> {
  return isPackage(id) ? findPurchase(id, session) : findBooking(id, session);
}
