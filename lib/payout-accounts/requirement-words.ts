/**
 * What Stripe asks for, as a person would say it, each thing once: "individual.dob.day", ".month" and ".year" are one date
 * of birth. Names: https://docs.stripe.com/connect/required-verification-information
 */
export function requirementsInWords(requirements: readonly string[]): string[] {
  return [...new Set(requirements.map(inWords))];
}

function inWords(requirement: string): string {
  // What is asked of one of several people carries that person's id.
  const name = requirement.replace(/^(individual|person_\w+|company|representative)\./, "");
  return known.find(([start]) => name === start || name.startsWith(`${start}.`))?.[1] ?? spelled(name);
}

const known: readonly (readonly [string, string])[] = [
  ["external_account", "A bank account that works"],
  ["business_type", "Whether you are a person or a company"],
  ["business_profile.mcc", "What you teach"],
  ["business_profile.url", "Your website, or a description of what you teach"],
  ["business_profile.product_description", "A description of what you teach"],
  ["business_profile", "Something about what you do"],
  ["first_name", "Your name"],
  ["last_name", "Your name"],
  ["name", "The name"],
  ["email", "Your email address"],
  ["phone", "Your phone number"],
  ["dob", "Your date of birth"],
  ["address", "Your address"],
  ["id_number", "Your national identity number"],
  ["ssn_last_4", "The last four digits of your social security number"],
  ["tax_id", "Your tax number"],
  ["verification.document", "A photo of an identity document"],
  ["verification.additional_document", "A second document, such as a bill with your address"],
  ["verification.proof_of_liveness", "A short check with your camera"],
  ["tos_acceptance", "Your agreement to Stripe’s terms"],
];

/** A name that we have no words for: better readable than hidden. */
function spelled(name: string): string {
  const words = name.replaceAll(/[._]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
