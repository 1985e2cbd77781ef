/** Who the emulated platform is: its own account, and the application by which connected accounts know it. */
export const platformId = "acct_1MaestroHubEmu1";
export const platformApplication = "ca_MaestroHubEmulator000000000";
export const platformName = "MaestroHub";
