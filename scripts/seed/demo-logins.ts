/** One login for each role, of the demonstration data only. Example addresses receive no mail. */
export const demoPassword = "demo-password-1";

export const demoLogins = [
  { role: "consumer", name: "Maya Lindholm", email: "maya@example.com", password: demoPassword },
  { role: "tutor", name: "Amara Osei", email: "amara@example.com", password: demoPassword },
  { role: "admin", name: "Robin Castellan", email: "admin@example.com", password: demoPassword },
] as const;
