import { totp_step_ms, totpCode } from "../../emulators/inspector/totp";
import { demoLogins } from "../../scripts/seed/demo-logins";
import { send } from "./people";

/**
 * What an authenticator app shows for a secret in Base32. A code works once, and the one before and the one after the
 * present one are taken too: a second use within half a minute takes `steps: 1`.
 */
export function totpOf(secret: string, { steps = 0 }: { steps?: number } = {}): string {
  return totpCode(secret, new Date(Date.now() + steps * totp_step_ms));
}

/** The cookie of a new session of the demonstration's admin. Other journeys may have used the code of now, then the next one, then it waits: five failures lock. */
export async function signInAsAdmin(appUrl: string): Promise<string> {
  const admin = demoLogins.find(({ role }) => role === "admin");
  if (!admin?.authenticator_secret) throw new Error("the demonstration has no admin");
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const challenge = await send(appUrl, "POST", "/api/account/sign-in", { body: { email: admin.email, password: admin.password } });
    for (const steps of [0, 1]) {
      const answer = await send(appUrl, "POST", "/api/account/two-factor/verify", { body: { code: totpOf(admin.authenticator_secret, { steps }) }, cookie: cookieOf(challenge) });
      if (answer.ok) return cookieOf(answer);
    }
    await new Promise((resolve) => setTimeout(resolve, totp_step_ms - (Date.now() % totp_step_ms)));
  }
  throw new Error("the admin could not sign in");
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}
