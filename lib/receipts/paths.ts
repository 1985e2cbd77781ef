import { isPackage } from "@/lib/packages/rules";

/** The page of what was bought, for its client; a purchase's id stands where a booking's does. */
export function salePath(id: string): string {
  return isPackage(id) ? `/packages/${id}` : `/bookings/${id}`;
}

export function receiptPath(id: string): string {
  return `${salePath(id)}/receipt`;
}

export function receiptFilePath(id: string): string {
  return `${salePath(id)}/receipt.pdf`;
}
