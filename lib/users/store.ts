import "server-only";
import { collections } from "@/lib/db/collections";
import type { UserDocument } from "./schema";

export async function findUser(userId: string): Promise<UserDocument | null> {
  return collections().users.findOne({ _id: userId });
}

export async function findUserByEmail(email: string): Promise<UserDocument | null> {
  return collections().users.findOne({ email: email.trim().toLowerCase() });
}

export function findUsers(userIds: string[]): Promise<UserDocument[]> {
  return collections().users.find({ _id: { $in: userIds } }).toArray();
}
