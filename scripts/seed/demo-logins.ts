/** One login for each role, of the demonstration data only. Example addresses receive no mail. */
export const demoPassword = "demo-password-1";

/** `authenticator_secret` is in Base32; the emulators' Authenticator page shows the code that it gives now. */
export const demoLogins = [
  { role: "consumer", name: "Maya Lindholm", email: "maya@example.com", password: demoPassword, authenticator_secret: null },
  { role: "tutor", name: "Amara Osei", email: "amara@example.com", password: demoPassword, authenticator_secret: null },
  { role: "admin", name: "Robin Castellan", email: "admin@example.com", password: demoPassword, authenticator_secret: "DEMOONLYDEMOONLYDEMOONLYDEMOONLY" },
] as const;
