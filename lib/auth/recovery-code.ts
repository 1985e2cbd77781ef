export const recovery_code_half = 5;

/** As it is kept, however it was typed: capitals, spaces, the hyphen left out. */
export function normalRecoveryCode(typed: string): string {
  const plain = typed.toLowerCase().replace(/[^a-z0-9]/g, "");
  return `${plain.slice(0, recovery_code_half)}-${plain.slice(recovery_code_half)}`;
}
