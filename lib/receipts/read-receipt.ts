import "server-only";
import { lacksTwoFactor, type SessionUser } from "@/lib/auth/session";
import { listBookedFrom } from "@/lib/bookings/package-store";
import { findBooking } from "@/lib/bookings/store";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { nameOfNobody } from "@/lib/core/name";
import { listDisputesOf } from "@/lib/disputes/store";
import { listBookedManualOf } from "@/lib/manual-payments/store";
import { findPurchase } from "@/lib/packages/purchase-store";
import { isPackage } from "@/lib/packages/rules";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { listRefundsOfAll } from "@/lib/refunds/store";
import { findTutor } from "@/lib/tutors/store";
import { findUser } from "@/lib/users/store";
import { makeReceipt, type ReceiptFacts } from "./rules";
import type { Receipt } from "./schema";

interface ReceiptQuery {
  /** The session's, or the package's purchase. */
  booking_id: string;
  viewer: SessionUser;
}

/**
 * The receipt of a session or a package for whoever paid it, and for admins; null for everybody else, and while nothing was paid. A session from
 * a package has none of its own: what came back of it stands on the package's, with the payment that it came out of.
 */
export async function findReceipt({ booking_id, viewer }: ReceiptQuery): Promise<Receipt | null> {
  const found = isPackage(booking_id) ? await findPackageSale(booking_id) : await findSessionSale(booking_id);
  if (!found || !maySee(viewer, found.sale.consumer_id)) return null;
  const { sale, ids } = found;
  const [payment, refunds, manual, disputes, client, tutor] = await Promise.all([
    findPaymentOfBooking(booking_id),
    listRefundsOfAll(ids),
    listBookedManualOf(ids),
    listDisputesOf(booking_id),
    findUser(sale.consumer_id),
    findTutor(sale.tutor_id),
  ]);
  return makeReceipt({
    ...{ sale, payment, refunds, manual, disputes },
    client: client ?? { name: nameOfNobody, email: "", deleted_at: sale.updated_at },
    coach_name: tutor?.name ?? nameOfNobody,
    seller: { name: "MaestroHub", address: new URL(env().app_url).host },
  });
}

/** Throws 404 where `findReceipt` finds none. */
export async function requireReceipt(query: ReceiptQuery): Promise<Receipt> {
  const receipt = await findReceipt(query);
  if (!receipt) throw new AppError("not_found", "There is no such receipt.");
  return receipt;
}

interface FoundSale {
  sale: ReceiptFacts["sale"];
  /** Whose refunds it holds. */
  ids: string[];
}

async function findPackageSale(id: string): Promise<FoundSale | null> {
  const [sale, sessions] = await Promise.all([findPurchase(id), listBookedFrom([id])]);
  return sale && { sale, ids: [id, ...sessions.map(({ _id }) => _id)] };
}

async function findSessionSale(id: string): Promise<FoundSale | null> {
  const sale = await findBooking(id);
  return sale && sale.package_purchase_id === undefined ? { sale, ids: [id] } : null;
}

function maySee(viewer: SessionUser, consumerId: string): boolean {
  return viewer.id === consumerId || (viewer.role === "admin" && !lacksTwoFactor(viewer));
}
