import "server-only";
import { AppError } from "@/lib/core/errors";
import { findUser } from "./store";
import { type AccountProfile, toAccountProfile } from "./view";

export async function readProfile(userId: string): Promise<AccountProfile> {
  const user = await findUser(userId);
  if (!user) throw new AppError("not_found", "There is no such account.");
  return toAccountProfile(user);
}
