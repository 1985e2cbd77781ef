import { NextRequest } from "next/server";
import { expect, it } from "vitest";
import { env } from "@/lib/config/env";
import { proxy } from "@/proxy";
import { contentSecurityPolicy, inertPolicy } from "./content-security-policy";

const pictures = (emulators_url: string | null) => {
  const policy = contentSecurityPolicy({ nonce: "n", emulators_url, is_development: false, has_upload_widget: false });
  return /img-src ([^;]+)/.exec(policy)?.[1]?.split(" ");
};

it("pictures come from Cloudinary, and from its emulator only where there is one", () => {
  expect(pictures(null)).toEqual(["'self'", "data:", "blob:", "https://res.cloudinary.com", "https://*.stripe.com"]);
  expect(pictures("http://127.0.0.1:4010")).toContain("http://127.0.0.1:4010");
});

it("Cloudinary's upload widget loads where Cloudinary is live only", () => {
  const policyOf = () => proxy(new NextRequest("http://localhost:3000/account")).headers.get("content-security-policy") ?? "";
  const keys = { cloud_name: "maestro", api_key: "1", api_secret: "s", delivery_url: null };
  const before = env().cloudinary;
  for (const cloudinary of [null, { ...keys, upload_prefix: "http://127.0.0.1:4010/cloudinary" }]) {
    env().cloudinary = cloudinary;
    expect(policyOf()).not.toMatch(/upload-widget|api\.cloudinary/);
  }
  env().cloudinary = { ...keys, upload_prefix: null };
  for (const rule of ["script-src", "frame-src", "connect-src"]) expect(new RegExp(`${rule} [^;]*https://upload-widget\\.cloudinary\\.com`).test(policyOf())).toBe(true);
  expect(policyOf()).toMatch(/connect-src [^;]*https:\/\/api\.cloudinary\.com/);
  env().cloudinary = before;
});

it("what people have uploaded runs nothing, and a page is a page", () => {
  const policyOf = (path: string) => proxy(new NextRequest(`http://localhost:3000${path}`)).headers.get("content-security-policy");
  expect(policyOf("/api/images/maestrohub/documents/user_a/abc")).toBe(inertPolicy);
  for (const path of ["/", "/api/imagesque", "/coaches/maya"]) expect(policyOf(path)).toContain("script-src 'self' 'nonce-");
});
