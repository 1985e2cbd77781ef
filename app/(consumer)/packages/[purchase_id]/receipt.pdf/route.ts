import { purchaseParams as params } from "@/lib/http/package-params";
import { userRoute } from "@/lib/http/route";
import { receiptFile } from "@/lib/receipts/pdf/receipt-file";
import { requireReceipt } from "@/lib/receipts/read-receipt";

/** A package's receipt as a file, for whoever paid and for admins. */
export const GET = userRoute({ params, rate: { name: "receipt-pdf", limit: 60, window_seconds: 60 } }, async ({ params, user }) =>
  receiptFile(await requireReceipt({ booking_id: params.purchase_id, viewer: user })),
);
