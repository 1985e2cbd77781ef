import { StripeFailure } from "./errors.ts";

export interface Caller {
  key: string;
  access: "secret" | "publishable";
}

/** Reads the key from Bearer or Basic credentials; live keys have no business here. */
export function requireCaller(authorization: string | undefined): Caller {
  const key = keyFrom(authorization ?? "");
  if (key === "") {
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details.",
    );
  }
  if (/^(sk|rk|pk)_live_/.test(key)) throw unauthorized("This is the Stripe emulator: it refuses live keys.");
  if (/^(sk|rk)_test_\w+/.test(key)) return { key, access: "secret" };
  if (/^pk_test_\w+/.test(key)) return { key, access: "publishable" };
  throw unauthorized(`Invalid API Key provided: ${masked(key)}`);
}

export function publishableKeyRefused(): StripeFailure {
  return new StripeFailure(403, {
    type: "invalid_request_error",
    code: "secret_key_required",
    message:
      "This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.",
  });
}

function keyFrom(authorization: string): string {
  const [scheme = "", credentials = ""] = authorization.split(/\s+/, 2);
  if (scheme.toLowerCase() === "bearer") return credentials;
  if (scheme.toLowerCase() !== "basic") return "";
  return Buffer.from(credentials, "base64").toString("utf8").split(":")[0] ?? "";
}

function unauthorized(message: string): StripeFailure {
  return new StripeFailure(401, { type: "invalid_request_error", message });
}

function masked(key: string): string {
  return key.length <= 12 ? "*".repeat(key.length) : `${key.slice(0, 7)}${"*".repeat(key.length - 11)}${key.slice(-4)}`;
}
