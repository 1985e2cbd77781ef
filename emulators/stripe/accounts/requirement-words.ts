/** "individual.address.postal_code" as a person would say it. */
export function inPlainWords(requirement: string): string {
  const known = words[requirement];
  if (known) return known;
  const [head = "", ...rest] = requirement.replace(/^individual\./, "").split(".");
  const said = [head, ...rest].join(" ").replaceAll("_", " ");
  return said.charAt(0).toUpperCase() + said.slice(1);
}

const words: Record<string, string> = {
  external_account: "A bank account that works",
  business_type: "Whether you are a person or a company",
  "business_profile.mcc": "What you sell",
  "business_profile.url": "Your website, or a description of what you teach",
  "individual.dob.day": "Day of birth",
  "individual.dob.month": "Month of birth",
  "individual.dob.year": "Year of birth",
  "individual.id_number": "Your national identity number",
  "individual.ssn_last_4": "The last four digits of your social security number",
  "individual.verification.document": "A photo of an identity document",
  "tos_acceptance.date": "Your agreement to Stripe's terms",
  "tos_acceptance.ip": "Where you agreed to Stripe's terms",
};
