import "server-only";
import type { ClientSession } from "mongodb";
import { collections } from "@/lib/db/collections";
import type { UserDocument } from "./schema";

export async function findUser(userId: string, session?: ClientSession): Promise<UserDocument | null> {
  return collections().users.findOne({ _id: userId }, session ? { session } : {});
}

export async function findUserByEmail(email: string): Promise<UserDocument | null> {
  return collections().users.findOne({ email: email.trim().toLowerCase() });
}

export function findUsers(userIds: string[]): Promise<UserDocument[]> {
  return collections().users.find({ _id: { $in: userIds } }).toArray();
}

/** consumer → tutor; anybody else's role stays. */
export async function giveTutorRole({ user_id, now, session }: { user_id: string; now: Date; session: ClientSession }): Promise<void> {
  await collections().users.updateOne({ _id: user_id, role: "consumer" }, { $set: { role: "tutor", updated_at: now } }, { session });
}
