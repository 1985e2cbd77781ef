import { invalidParams } from "../errors.ts";

interface Country {
  name: string;
  currency: string;
  /** What its people are asked for beside the ordinary, as Stripe names it. */
  asks: string[];
  /** The bank of the test account that onboarding offers, with its routing number. */
  bank: { name: string; routing_number: string };
}

const number = ["individual.id_number"];
const euro = (name: string, bank: string, routing: string): Country => ({ name, currency: "eur", asks: [], bank: { name: bank, routing_number: routing } });

/** Where a coach may be paid out. Stripe pays out in more countries; these are the product's markets that it knows. */
const countries: Record<string, Country> = {
  AE: { name: "United Arab Emirates", currency: "aed", asks: number, bank: { name: "STRIPE TEST BANK", routing_number: "AE070331234567890123456" } },
  AU: { name: "Australia", currency: "aud", asks: ["individual.address.state"], bank: { name: "STRIPE TEST BANK", routing_number: "110000" } },
  BR: { name: "Brazil", currency: "brl", asks: [...number, "individual.address.state"], bank: { name: "STRIPE TEST BANK", routing_number: "110-0000" } },
  CA: { name: "Canada", currency: "cad", asks: ["individual.address.state"], bank: { name: "STRIPE TEST BANK", routing_number: "11000-000" } },
  DE: euro("Germany", "STRIPE TEST BANK", "DE89370400440532013000"),
  FR: euro("France", "STRIPE TEST BANK", "FR1420041010050500013M02606"),
  GB: { name: "United Kingdom", currency: "gbp", asks: [], bank: { name: "STRIPE TEST BANK", routing_number: "108800" } },
  IN: { name: "India", currency: "inr", asks: [...number, "individual.address.state"], bank: { name: "STRIPE TEST BANK", routing_number: "HDFC0004051" } },
  JP: { name: "Japan", currency: "jpy", asks: [], bank: { name: "STRIPE TEST BANK", routing_number: "1100000" } },
  MX: { name: "Mexico", currency: "mxn", asks: number, bank: { name: "STRIPE TEST BANK", routing_number: "000000001234567897" } },
  SG: { name: "Singapore", currency: "sgd", asks: number, bank: { name: "STRIPE TEST BANK", routing_number: "1100-000" } },
  US: {
    name: "United States",
    currency: "usd",
    asks: ["individual.address.state", "individual.ssn_last_4"],
    bank: { name: "STRIPE TEST BANK", routing_number: "110000000" },
  },
};

export function requireCountry(code: string): string {
  if (Object.hasOwn(countries, code)) return code;
  throw invalidParams(`${code} is not currently supported by Stripe. The emulator knows ${Object.keys(countries).join(", ")}.`, {
    code: "country_unsupported",
    param: "country",
  });
}

export function countryOf(code: string): Country {
  return countries[requireCountry(code)] as Country;
}

/** Everything that Stripe wants to know of a person who gives lessons there. */
export function fieldsAsked(code: string): string[] {
  const person = ["address.city", "address.line1", "address.postal_code", "dob.day", "dob.month", "dob.year", "email", "first_name", "last_name", "phone"];
  return [
    "business_profile.mcc",
    "business_profile.url",
    "business_type",
    ...person.map((field) => `individual.${field}`),
    ...countryOf(code).asks,
    "tos_acceptance.date",
    "tos_acceptance.ip",
  ].sort();
}
