/** What a card field makes of what is typed: pure, so that it can be tested without a browser. */

export interface Problem {
  code: string;
  message: string;
}

export function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, "");
}

export function brandOf(number: string): "visa" | "mastercard" | "amex" | "discover" | "unknown" {
  if (/^4/.test(number)) return "visa";
  if (/^(5[1-5]|2[2-7])/.test(number)) return "mastercard";
  if (/^3[47]/.test(number)) return "amex";
  if (/^(6011|65|64[4-9])/.test(number)) return "discover";
  return "unknown";
}

export function numberLength(number: string): number {
  return brandOf(number) === "amex" ? 15 : 16;
}

export function cvcLength(number: string): number {
  return brandOf(number) === "amex" ? 4 : 3;
}

/** "4242 4242 …", with American Express as 4-6-5. */
export function formatNumber(text: string): string {
  const digits = digitsOf(text);
  const kept = digits.slice(0, numberLength(digits));
  const groups = brandOf(kept) === "amex" ? /^(\d{1,4})(\d{1,6})?(\d{1,5})?/ : /^(\d{1,4})(\d{1,4})?(\d{1,4})?(\d{1,4})?/;
  return (groups.exec(kept)?.slice(1) ?? []).filter(Boolean).join(" ");
}

/** "12 / 34"; a single digit above 1 can only be a month, and a browser may fill in "12/2034". */
export function formatExpiry(text: string): string {
  const typed = digitsOf(text).replace(/^(\d\d)20(\d\d)$/, "$1$2");
  const digits = (/^[2-9]/.test(typed) ? `0${typed}` : typed).slice(0, 4);
  return digits.length > 2 ? `${digits.slice(0, 2)} / ${digits.slice(2)}` : digits;
}

export function problemWithNumber(text: string): Problem | null {
  const digits = digitsOf(text);
  if (digits.length < numberLength(digits)) return { code: "incomplete_number", message: "Your card number is incomplete." };
  return hasCheckDigit(digits) ? null : { code: "invalid_number", message: "Your card number is invalid." };
}

export function problemWithExpiry(text: string, now: Date): Problem | null {
  const digits = digitsOf(text);
  if (digits.length < 4) return { code: "incomplete_expiry", message: "Your card's expiration date is incomplete." };
  const month = Number(digits.slice(0, 2));
  const year = 2000 + Number(digits.slice(2));
  if (month < 1 || month > 12) return { code: "invalid_expiry_month", message: "Your card's expiration month is invalid." };
  if (year < now.getFullYear()) return { code: "invalid_expiry_year_past", message: "Your card's expiration year is in the past." };
  if (year > now.getFullYear() + 50) return { code: "invalid_expiry_year", message: "Your card's expiration year is invalid." };
  if (year === now.getFullYear() && month < now.getMonth() + 1)
    return { code: "invalid_expiry_month_past", message: "Your card's expiration date is in the past." };
  return null;
}

export function problemWithCvc(text: string, number: string): Problem | null {
  if (digitsOf(text).length >= cvcLength(digitsOf(number))) return null;
  return { code: "incomplete_cvc", message: "Your card's security code is incomplete." };
}

function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, position) => {
    const value = Number(digit) * (position % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
