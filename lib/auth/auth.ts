import "server-only";
import { createHash } from "node:crypto";
import { mongodbAdapter } from "better-auth/adapters/mongodb";
import { APIError } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import { twoFactor } from "better-auth/plugins/two-factor";
import type { Db } from "mongodb";
import { z } from "zod";
import { clockNow } from "@/lib/clock/clock";
import { env } from "@/lib/config/env";
import { type IdKind, newId } from "@/lib/core/id";
import { getDb } from "@/lib/db/client";
import { log } from "@/lib/log/log";
import { addTask } from "@/lib/outbox/store";
import { findUser } from "@/lib/users/store";
import { password_max_length, password_min_length } from "./password";
import { newRecoveryCodes } from "./new-recovery-codes";
import { marketField, roleField, timezoneField } from "./schema";

const hour = 60 * 60;
export const reset_token_seconds = hour;
export const verification_token_seconds = 24 * hour;
/** From sign-in on; a session is not prolonged, since a page that only reads could not renew the cookie. */
const session_seconds = 30 * 24 * hour;
/** From the right password to the code of the authenticator app. */
const two_factor_seconds = 10 * 60;

const idKinds: Record<string, IdKind> = { user: "user", account: "credential", session: "session", verification: "verification", twoFactor: "two_factor" };
const timestamps = { createdAt: "created_at", updatedAt: "updated_at" };

let instance: ReturnType<typeof makeAuth> | null = null;

/**
 * better-auth on our collections, for our own routes under /api/account only: its HTTP handler is mounted nowhere, so
 * that every door has our strict bodies, origin check, limits and error envelope.
 */
export function auth(): ReturnType<typeof makeAuth> {
  instance ??= makeAuth();
  return instance;
}

function makeAuth() {
  const { app_url, auth_secret } = env();
  return betterAuth({
    appName: "MaestroHub",
    baseURL: app_url,
    basePath: "/api/auth",
    secret: auth_secret,
    trustedOrigins: [app_url],
    // Without `client`: its transactions would race the building of its indexes.
    database: mongodbAdapter(withoutIndexBuilding(getDb())),
    user: {
      modelName: "users",
      fields: { emailVerified: "email_verified", ...timestamps },
      additionalFields: {
        role: { type: "string", required: true, defaultValue: "consumer", validator: { input: roleField } },
        market_id: { type: "string", required: true, validator: { input: marketField } },
        timezone: { type: "string", required: true, validator: { input: timezoneField } },
        terms_accepted_at: { type: "date", required: true, validator: { input: z.date() } },
        deleted_at: { type: "date", required: false, input: false },
      },
    },
    account: {
      modelName: "credentials",
      fields: {
        userId: "user_id",
        accountId: "account_id",
        providerId: "provider_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
        ...timestamps,
      },
      additionalFields: { email: { type: "string", required: false, input: false } },
    },
    session: {
      modelName: "sessions",
      fields: { userId: "user_id", expiresAt: "expires_at", ipAddress: "ip_address", userAgent: "user_agent", ...timestamps },
      expiresIn: session_seconds,
      disableSessionRefresh: true,
    },
    verification: {
      modelName: "verifications",
      fields: { expiresAt: "expires_at", ...timestamps },
      // A copy of the database must not hold links that still open accounts.
      storeIdentifier: "hashed",
    },
    emailAndPassword: {
      enabled: true,
      autoSignIn: true,
      minPasswordLength: password_min_length,
      maxPasswordLength: password_max_length,
      resetPasswordTokenExpiresIn: reset_token_seconds,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) => {
        await addTask({
          key: `mail:password-reset:${fingerprint(token)}`,
          task: { kind: "mail", template: "password-reset", recipient_id: user.id, secret_url: `${app_url}/reset-password?token=${token}` },
          now: clockNow(),
        });
      },
    },
    emailVerification: {
      sendOnSignUp: true,
      autoSignInAfterVerification: false,
      expiresIn: verification_token_seconds,
      sendVerificationEmail: async ({ user, token }) => {
        await addTask({
          key: `mail:welcome:${user.id}:${fingerprint(token)}`,
          task: { kind: "mail", template: "welcome", recipient_id: user.id, secret_url: `${app_url}/verify-email?token=${token}` },
          now: clockNow(),
        });
      },
    },
    databaseHooks: {
      user: {
        // An account is as old as the product's clock says; what better-auth compares stays with the machine's (docs/clock.md).
        create: { before: async (user) => ({ data: { ...user, createdAt: clockNow(), updatedAt: clockNow() } }) },
        update: {
          before: async (changes) => {
            if ("role" in changes) throw new APIError("FORBIDDEN", { message: "A role is not changed here." });
          },
        },
      },
      account: {
        create: {
          before: async (account) => {
            const user = await findUser(account.userId);
            if (!user) throw new Error("a credential needs its user");
            return { data: { ...account, email: user.email } };
          },
        },
      },
    },
    plugins: [
      twoFactor({
        twoFactorCookieMaxAge: two_factor_seconds,
        backupCodeOptions: { customBackupCodesGenerate: newRecoveryCodes, storeBackupCodes: "encrypted" },
        // lock.ts counts before the code is looked at; the plugin counts afterwards, which parallel tries outrun.
        accountLockout: { enabled: false },
        schema: {
          user: { fields: { twoFactorEnabled: "two_factor_enabled" } },
          twoFactor: {
            modelName: "two_factors",
            fields: { backupCodes: "backup_codes", userId: "user_id", failedVerificationCount: "failed_verification_count", lockedUntil: "locked_until" },
          },
        },
      }),
    ],
    // Our routes count in the database, for all processes together.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: "maestrohub",
      useSecureCookies: app_url.startsWith("https://"),
      ipAddress: { disableIpTracking: true },
      database: {
        generateId: ({ model }) => newId(idKinds[model] ?? "verification"),
      },
    },
    logger: { level: "error", log: (_level, message, ...args) => log().error({ auth: args.map(errorName) }, message) },
  });
}

/** lib/db/indexes.ts makes every index before traffic; the adapter would make its own, weaker ones beside them. */
function withoutIndexBuilding(db: Db): Db {
  return new Proxy(db, {
    get(target, property) {
      if (property === "collection") {
        return (name: string) => Object.assign(target.collection(name), { createIndex: async () => "made at start-up" });
      }
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function fingerprint(token: string): string {
  return createHash("sha256").update(token).digest("hex").slice(0, 32);
}

/** An error of the driver carries the document it failed on; the log gets its name only. */
function errorName(value: unknown): string {
  return value instanceof Error ? value.name : typeof value;
}
