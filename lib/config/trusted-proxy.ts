import { BlockList, isIP } from "node:net";

/** https://www.cloudflare.com/ips/: where the connections of Cloudflare come from. The list last changed in 2023. */
const cloudflareRanges = [
  "173.245.48.0/20",
  "103.21.244.0/22",
  "103.22.200.0/22",
  "103.31.4.0/22",
  "141.101.64.0/18",
  "108.162.192.0/18",
  "190.93.240.0/20",
  "188.114.96.0/20",
  "197.234.240.0/22",
  "198.41.128.0/17",
  "162.158.0.0/15",
  "104.16.0.0/13",
  "104.24.0.0/14",
  "172.64.0.0/13",
  "131.0.72.0/22",
  "2400:cb00::/32",
  "2606:4700::/32",
  "2803:f800::/32",
  "2405:b500::/32",
  "2405:8100::/32",
  "2a06:98c0::/29",
  "2c0f:f248::/32",
];

/** This machine and the networks that no stranger reaches us from: where a platform's own router sits. */
const privateRanges = ["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7", "fe80::/10"];

const words: Partial<Record<string, string[]>> = { cloudflare: cloudflareRanges, private: privateRanges, none: [] };

export interface TrustedProxy {
  /** Whether what stands at this address may say whom it speaks for. */
  trusts(address: string): boolean;
  /** Whether it is Cloudflare, configured as such: only then is CF-Connecting-IP believed. */
  isCloudflare(address: string): boolean;
  includes_cloudflare: boolean;
}

/**
 * Reads TRUSTED_PROXY: CIDRs, addresses and the words "cloudflare", "private" and "none", separated by commas. Throws for
 * what is none of these; isTrustedProxy asks first.
 */
export function parseTrustedProxy(text: string): TrustedProxy {
  const parts = partsOf(text);
  const trusted = new BlockList();
  const cloudflare = new BlockList();
  for (const range of parts.flatMap((part) => words[part] ?? [part])) if (!addRange(trusted, range)) throw new Error(`${range} is no address`);
  if (parts.includes("cloudflare")) for (const range of cloudflareRanges) addRange(cloudflare, range);
  return {
    trusts: (address) => holds(trusted, address),
    isCloudflare: (address) => holds(cloudflare, address),
    includes_cloudflare: parts.includes("cloudflare"),
  };
}

export function isTrustedProxy(text: string): boolean {
  return partsOf(text).every((part) => part in words || addRange(new BlockList(), part));
}

function partsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
}

function addRange(list: BlockList, range: string): boolean {
  const [address = "", bits] = range.split("/", 2);
  const kind = isIP(address);
  if (kind === 0) return false;
  const [family, most] = kind === 4 ? (["ipv4", 32] as const) : (["ipv6", 128] as const);
  if (bits === undefined) list.addAddress(address, family);
  else if (!/^\d{1,3}$/.test(bits) || Number(bits) > most) return false;
  else list.addSubnet(address, Number(bits), family);
  return true;
}

function holds(list: BlockList, address: string): boolean {
  const kind = isIP(address);
  return kind !== 0 && list.check(address, kind === 4 ? "ipv4" : "ipv6");
}
