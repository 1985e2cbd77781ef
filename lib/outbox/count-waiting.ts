import "server-only";
import { collections } from "@/lib/db/collections";
import type { Lane } from "./schema";

export interface Waiting {
  count: number;
  /** Whom they are for, where that can be told. */
  people: number;
  what: { one: string; many: string };
}

const words: Partial<Record<Lane, Waiting["what"]>> = {
  resend: { one: "mail", many: "mails" },
  stripe: { one: "refund", many: "refunds" },
  cloudinary: { one: "picture", many: "pictures" },
};

/** What should have been done by now and was not, by the provider that it needs. */
export async function countWaiting(now: Date): Promise<Partial<Record<string, Waiting>>> {
  const rows = await collections()
    .outbox.aggregate<{ _id: Lane; count: number; people: (string | null)[] }>([
      { $match: { status: "pending", due_at: { $lte: now } } },
      { $group: { _id: "$lane", count: { $sum: 1 }, people: { $addToSet: "$task.recipient_id" } } },
    ])
    .toArray();
  return Object.fromEntries(rows.flatMap(({ _id, count, people }) => (words[_id] ? [[_id, { count, people: people.filter(Boolean).length, what: words[_id] }]] : [])));
}
