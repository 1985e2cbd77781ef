import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Role } from "@/lib/users/schema";
import { findUserByEmail } from "@/lib/users/store";
import { auth } from "./auth";
import { passwordProblem } from "./password";
import { emailField } from "./schema";

interface NewUser {
  name: string;
  email: string;
  password: string;
  role: Role;
  market_id: string;
  timezone: string;
  now: Date;
}

/**
 * For scripts, which may make any role: a user whose address counts as confirmed, with a password, without mail and
 * without session. Gives the id; throws AppError for a bad address or password and where the address has an account.
 */
export async function createUser(user: NewUser): Promise<string> {
  const address = emailField.safeParse(user.email);
  if (!address.success) throw new AppError("invalid", `${user.email} is not an address.`);
  const problem = passwordProblem(user.password, address.data);
  if (problem) throw new AppError("invalid", `The password does not do. ${problem}`);
  if (await findUserByEmail(address.data)) throw new AppError("conflict", `There is already an account for ${address.data}.`);

  const { internalAdapter, password } = await auth().$context;
  const { name, role, market_id, timezone, now } = user;
  const made = await internalAdapter.createUser(
    { name, email: address.data, emailVerified: true, role, market_id, timezone, terms_accepted_at: now },
    { method: "email-password" },
  );
  await internalAdapter.linkAccount({ userId: made.id, accountId: made.id, providerId: "credential", password: await password.hash(user.password) });
  return made.id;
}
