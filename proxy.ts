import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/config/env";
import { newId } from "@/lib/core/id";
import { contentSecurityPolicy, inertPolicy } from "@/lib/http/content-security-policy";

/** Headers only: who may see what is asked by each page and handler. */
export function proxy(request: NextRequest): NextResponse {
  const { emulators_url, node_env, app_url, cloudinary } = env();
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  // What people have uploaded is answered under a policy of its own, and this would stand in its place.
  const isUploaded = request.nextUrl.pathname.startsWith("/api/images/");
  const policy = isUploaded ? inertPolicy : contentSecurityPolicy({
        nonce,
        emulators_url,
        is_development: node_env === "development",
        has_upload_widget: cloudinary !== null && cloudinary.upload_prefix === null,
      });

  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-request-id", newId("request"));
  headers.set("content-security-policy", policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("x-frame-options", "DENY");
  response.headers.set("referrer-policy", "strict-origin-when-cross-origin");
  response.headers.set("permissions-policy", 'camera=(), microphone=(), geolocation=(), payment=(self "https://js.stripe.com")');
  response.headers.set("cross-origin-opener-policy", "same-origin-allow-popups");
  if (app_url.startsWith("https:")) response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains; preload");
  return response;
}

export const config = { matcher: ["/((?!_next/static|_next/image|fonts/).*)"] };
