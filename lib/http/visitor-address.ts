import { isIP } from "node:net";
import type { TrustedProxy } from "@/lib/config/trusted-proxy";

/** Under which front-door.ts writes down who is at the other end of the connection. */
export const peerHeader = "x-maestrohub-peer";

interface Said {
  /** The other end of the connection; null where nobody looked. */
  peer: string | null;
  forwarded_for: string | null;
  cf_connecting_ip: string | null;
}

/**
 * Whom a request is from, for counting: begins at the other end of the connection and goes back through X-Forwarded-For as long as
 * whoever said so is a proxy of ours; what an untrusted one says of itself is passed over. CF-Connecting-IP is believed where the
 * nearest of these is Cloudflare, and from nobody else. "unknown" where there is no address at all: all such share one counter.
 */
export function visitorAddress({ peer, forwarded_for, cf_connecting_ip }: Said, proxy: TrustedProxy): string {
  const hops = (forwarded_for ?? "").split(",").flatMap((part) => clean(part) ?? []);
  // Without a look at the connection the last entry is the nearest proxy's word, as on a host whose router cannot be passed by.
  let speaker = clean(peer) ?? hops.pop() ?? "unknown";
  while (proxy.trusts(speaker)) {
    const connecting = proxy.isCloudflare(speaker) ? clean(cf_connecting_ip) : null;
    if (connecting) return connecting;
    const before = hops.pop();
    if (before === undefined) return speaker;
    speaker = before;
  }
  return speaker;
}

/** "[2001:db8::1]:443", "::ffff:10.0.0.1" and "10.0.0.1:5000" as plain addresses; null for what is none. */
function clean(text: string | null | undefined): string | null {
  const trimmed = (text ?? "").trim();
  const bare = /^\[(.+)\](:\d+)?$/.exec(trimmed)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(trimmed)?.[1] ?? trimmed;
  const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare;
  return isIP(plain) === 0 ? null : plain.toLowerCase();
}
