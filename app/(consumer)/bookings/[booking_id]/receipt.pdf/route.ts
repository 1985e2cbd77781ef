import { bookingParams as params } from "@/lib/http/booking-params";
import { userRoute } from "@/lib/http/route";
import { receiptFile } from "@/lib/receipts/pdf/receipt-file";
import { requireReceipt } from "@/lib/receipts/read-receipt";

/** The receipt as a file, for whoever paid and for admins. */
export const GET = userRoute({ params, rate: { name: "receipt-pdf", limit: 60, window_seconds: 60 } }, async ({ params, user }) =>
  receiptFile(await requireReceipt({ booking_id: params.booking_id, viewer: user })),
);
