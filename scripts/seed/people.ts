import type { Role, UserDocument } from "@/lib/users/schema";
import { demoLogins } from "./demo-logins.ts";
import { seedId } from "./deterministic.ts";

/** Who books in the demonstration. Maya is the one to sign in as. */
export const consumers = [
  ["Maya Lindholm", "America/New_York"], ["Jonah Price", "America/New_York"], ["Priya Anand", "Asia/Kolkata"], ["Leo Fontaine", "Europe/Paris"],
  ["Asha Gurung", "Asia/Kathmandu"], ["Noah Becker", "Europe/Berlin"], ["Clara Mendes", "America/Sao_Paulo"], ["Ethan Brooks", "America/Chicago"],
  ["Zainab Bello", "Africa/Lagos"], ["Hugo Sandberg", "Europe/Stockholm"], ["Rina Kapoor", "Asia/Kolkata"], ["Oliver Hughes", "Europe/London"],
  ["Mina Sato", "Asia/Tokyo"], ["Carlos Vega", "America/Mexico_City"], ["Freya Nilsen", "Europe/Oslo"], ["Sam Whitaker", "America/Los_Angeles"],
  ["Dev Malhotra", "Asia/Kolkata"], ["Ines Carvalho", "Europe/Lisbon"], ["Tariq Aziz", "Africa/Cairo"], ["Ella Novotny", "Europe/Prague"],
  ["Marcus Lee", "America/Los_Angeles"], ["Sanjana Rao", "Asia/Kolkata"], ["Theo Papadakis", "Europe/Athens"], ["Ruby Callahan", "Australia/Sydney"],
  ["Kwesi Boateng", "Africa/Accra"], ["Anneke Visser", "Europe/Amsterdam"], ["Bilal Chaudhry", "Asia/Karachi"], ["Nora Egan", "Europe/Dublin"],
  ["Ivan Petrov", "Europe/Sofia"], ["Yara Khoury", "Asia/Beirut"], ["Gabriel Costa", "America/Sao_Paulo"], ["Hannah Stein", "America/Denver"],
  ["Akira Ueda", "Asia/Tokyo"], ["Divya Krishnan", "Asia/Kolkata"], ["Patrick Doyle", "America/New_York"], ["Wanjiru Njoroge", "Africa/Nairobi"],
  ["Sofie Madsen", "Europe/Copenhagen"], ["Aarav Mehta", "Asia/Kolkata"], ["Lena Hoffmann", "Europe/Vienna"], ["Diego Salas", "America/Bogota"],
].map(([name = "", timezone = ""]) => ({ id: seedId("user", `consumer ${name}`), name, timezone, market_id: timezone === "Asia/Kolkata" ? "IN_INR" : "US_USD" }));

export type Consumer = (typeof consumers)[number];

export function buildUser(person: { id: string; name: string; role: Role; timezone: string; market_id: string; since: Date; image?: string | null }): UserDocument {
  const { id, since, image = null, ...rest } = person;
  return {
    _id: id,
    name: rest.name,
    email: emailOf(rest.name),
    email_verified: true,
    image,
    role: rest.role,
    market_id: rest.market_id,
    timezone: rest.timezone,
    terms_accepted_at: since,
    created_at: since,
    updated_at: since,
  };
}

/** "hye-jin.park@example.com": example.com belongs to nobody. */
export function emailOf(name: string): string {
  return demoLogins.find((login) => login.name === name)?.email ?? `${slugOf(name).replace(/-(?=[^-]*$)/, ".")}@example.com`;
}

export function slugOf(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-");
}
