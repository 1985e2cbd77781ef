import "server-only";
import type { Receipt } from "../schema";
import { receiptPdf } from "./receipt-pdf";

/** The receipt as a download that is named by its number. */
export async function receiptFile(receipt: Receipt): Promise<Response> {
  const headers = { "content-type": "application/pdf", "content-disposition": `attachment; filename="MaestroHub-receipt-${receipt.number}.pdf"` };
  return new Response(await receiptPdf(receipt), { headers });
}
