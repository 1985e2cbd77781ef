import "server-only";
import type { ClientSession } from "mongodb";
import { formatMoney } from "@/lib/core/money";
import { notify } from "@/lib/notifications/notify";
import { isSponsorship } from "@/lib/sponsorships/rules";
import { listAdminIds } from "@/lib/users/store";
import type { DisputeDocument, DisputeStatus } from "./schema";

const words: Record<DisputeStatus, { title: string; body: string }> = {
  inquiry: { title: "A bank asks about a payment", body: "No money was taken yet. Answer it at Stripe before it becomes a dispute; until then the coach is not paid." },
  open: { title: "A payment is disputed", body: "The client’s bank has taken the money. Send Stripe what proves the session; until it is decided the coach is not paid." },
  won: { title: "A dispute was won", body: "The money is back, and the coach’s share can go on." },
  lost: { title: "A dispute was lost", body: "The client keeps the money. If the coach was paid already, they owe us their share." },
  closed: { title: "A bank’s question is settled", body: "No money was taken, and the coach’s share can go on." },
};

/** Where a coach paid, to be sponsored: no share waits. */
const sponsorWords: Record<DisputeStatus, string> = {
  inquiry: "It is what a coach paid to be sponsored. No money was taken yet; answer it at Stripe before it becomes a dispute.",
  open: "The coach’s bank has taken back what they paid to be sponsored. Answer it at Stripe.",
  won: "What the coach paid to be sponsored is ours again.",
  lost: "The coach keeps what they paid to be sponsored. If it still runs, end it at Stripe.",
  closed: "No money was taken.",
};

/** Once for each state that a dispute comes to. */
export async function tellAdmins({ dispute, now, session }: { dispute: DisputeDocument; now: Date; session: ClientSession }): Promise<void> {
  const { _id, status, booking_id } = dispute;
  const { title } = words[status];
  const body = isSponsorship(booking_id) ? sponsorWords[status] : words[status].body;
  for (const user_id of await listAdminIds(session)) {
    const notice = { kind: "booking" as const, title: `${title}: ${formatMoney(dispute)}`, body, href: `/admin/money/${booking_id}` };
    await notify({ key: `dispute:${_id}:${status}:${user_id}`, user_id, ...notice, now, session });
  }
}
