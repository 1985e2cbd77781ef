import { createServer } from "node:http";
import net, { type AddressInfo, type LookupFunction } from "node:net";
import { type Network } from "./read-address";

/** For tests: a network in which every name leads to one server of ours, which answers with `state` and counts its calls. */
export async function aNetwork(): Promise<{ network: Network; state: { status: number; body: string; calls: number; delay_ms: number }; stop: () => void }> {
  const state = { status: 200, body: aCalendar([]), calls: 0, delay_ms: 0 };
  const server = createServer((_request, response) => {
    state.calls += 1;
    setTimeout(() => void response.writeHead(state.status, { "content-type": "text/calendar" }).end(state.body), state.delay_ms);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const lookup: LookupFunction = (_hostname, options, callback) => (options.all ? callback(null, [{ address: "127.0.0.1", family: 4 }]) : callback(null, "127.0.0.1", 4));
  const connect: Network["connect"] = (options) => net.connect({ host: options.host ?? "", port, lookup });
  return { network: { lookup, isAllowed: () => true, connect }, state, stop: () => void server.close() };
}

/** With an appointment of each of these stretches, as "2027-02-02T10:00 2027-02-02T11:00" in UTC. */
export function aCalendar(stretches: string[], name = "Private"): string {
  const stamp = (text: string) => `${text.replace(/[-:]/g, "")}00Z`;
  const entries = stretches.flatMap((stretch, index) => {
    const [from = "", to = ""] = stretch.split(" ");
    return ["BEGIN:VEVENT", `UID:${index}`, `DTSTART:${stamp(from)}`, `DTEND:${stamp(to)}`, "END:VEVENT"];
  });
  return ["BEGIN:VCALENDAR", "VERSION:2.0", `X-WR-CALNAME:${name}`, ...entries, "END:VCALENDAR", ""].join("\r\n");
}
