import { expect, it } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy";

const pictures = (emulators_url: string | null) => {
  const policy = contentSecurityPolicy({ nonce: "n", emulators_url, is_development: false });
  return /img-src ([^;]+)/.exec(policy)?.[1]?.split(" ");
};

it("pictures come from Cloudinary, and from its emulator only where there is one", () => {
  expect(pictures(null)).toEqual(["'self'", "data:", "blob:", "https://res.cloudinary.com", "https://*.stripe.com"]);
  expect(pictures("http://127.0.0.1:4010")).toContain("http://127.0.0.1:4010");
});
