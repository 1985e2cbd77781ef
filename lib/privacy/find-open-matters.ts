import "server-only";
import type { ClientSession, Filter } from "mongodb";
import type { BookingDocument } from "@/lib/bookings/schema";
import { collections } from "@/lib/db/collections";
import type { PackagePurchaseDocument } from "@/lib/packages/schema";
import type { OpenMatters } from "./rules";

/** What stands in the way of deleting the account; in the deleting transaction's session, or without one for a page that says so before. */
export async function findOpenMatters({ user_id, now, session }: { user_id: string; now: Date; session?: ClientSession }): Promise<OpenMatters> {
  const options = session ? { session } : {};
  const { bookings, package_purchases, payments, sponsorships, transfers, users } = collections();
  const ahead: Filter<BookingDocument> = { status: { $in: ["confirmed", "disputed"] }, $or: [{ ends_at: { $gt: now } }, { status: "disputed" }] };
  const held: Filter<BookingDocument> = { status: "held", hold_expires_at: { $gt: now } };
  const isPaidFor = async (filter: Filter<BookingDocument>) => {
    const ids = (await bookings.find(filter, { ...options, projection: { _id: 1 } }).toArray()).map(({ _id }) => _id);
    return (await payments.countDocuments({ booking_id: { $in: ids } }, options)) > 0;
  };
  const running: Filter<PackagePurchaseDocument> = { status: "active", remaining: { $gt: 0 } };
  const tutor = await collections().tutors.findOne({ user_id }, { ...options, projection: { _id: 1 } });
  const me = await users.findOne({ _id: user_id }, options);
  // One after another: a transaction takes no two commands at once.
  return {
    sessions_booked: await bookings.countDocuments({ ...ahead, consumer_id: user_id }, options),
    sessions_taught: await bookings.countDocuments({ ...ahead, tutor_user_id: user_id }, options),
    is_paying: await isPaidFor({ ...held, consumer_id: user_id }),
    is_being_paid: await isPaidFor({ ...held, tutor_user_id: user_id }),
    refunds_under_way: await payments.countDocuments({ status: "refund_pending", $or: [{ consumer_id: user_id }, ...(tutor ? [{ tutor_id: tutor._id }] : [])] }, options),
    shares_unsent: tutor ? await transfers.countDocuments({ tutor_id: tutor._id, status: { $in: ["waiting", "ordered"] } }, options) : 0,
    // An order counts while its checkout can be paid; what ends with its period is charged no more.
    sponsorship_renews: (await sponsorships.countDocuments({ user_id, is_live: true, cancel_at_period_end: false }, options)) > 0,
    packages_bought: await package_purchases.countDocuments({ ...running, consumer_id: user_id }, options),
    packages_sold: await package_purchases.countDocuments({ ...running, tutor_user_id: user_id }, options),
    is_last_admin: me?.role === "admin" && (await users.countDocuments({ role: "admin", deleted_at: { $exists: false } }, options)) <= 1,
  };
}
