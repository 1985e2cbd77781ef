/** NIST SP 800-63B: length is what counts; the upper end bounds the work of hashing. */
export const password_min_length = 10;
export const password_max_length = 128;

/** Why this password is refused, or null. No rules on kinds of characters: they make passwords worse. */
export function passwordProblem(password: string, email: string): string | null {
  if (password.length < password_min_length) return `Use at least ${password_min_length} characters.`;
  if (password.length > password_max_length) return `Use at most ${password_max_length} characters.`;
  if (password.trim().toLowerCase() === email.trim().toLowerCase()) return "Use something other than your email address.";
  if (new Set(password).size < 3) return "Use more than one or two different characters.";
  return null;
}
