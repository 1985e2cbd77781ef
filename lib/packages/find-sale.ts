import "server-only";
import type { ClientSession } from "mongodb";
import { findBooking } from "@/lib/bookings/store";
import type { Sale } from "@/lib/ledger/post-entry";
import { isSponsorship, saleOf } from "@/lib/sponsorships/rules";
import { findSponsorship } from "@/lib/sponsorships/store";
import { findPurchase } from "./purchase-store";
import { isPackage } from "./rules";

/** What a payment, a refund or a transfer is about, by its `booking_id`: a session, a package, or (of a dispute) a sponsorship. Null where there is none. */
export async function findSale(id: string, session?: ClientSession): Promise<Sale | null> {
  if (isSponsorship(id)) return findSponsorship(id, session).then((found) => found && saleOf(found));
  return isPackage(id) ? findPurchase(id, session) : findBooking(id, session);
}
