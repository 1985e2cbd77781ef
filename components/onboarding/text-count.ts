export interface TextLimits {
  min?: number;
  max: number;
}

/** How much is written and how much is asked for, in a few words: the hint under a text. */
export function countWords(text: string, { min = 0, max }: TextLimits): string {
  const length = text.trim().length;
  const show = (count: number) => count.toLocaleString("en-US");
  if (length > max) return `${show(length - max)} too many: at most ${show(max)} characters.`;
  if (length === 0) return min > 0 ? `At least ${show(min)} characters.` : `At most ${show(max)} characters.`;
  if (length < min) return `${show(length)} of at least ${show(min)} characters: ${show(min - length)} to go.`;
  return min > 0 ? `${show(length)} characters: enough, and room for ${show(max - length)} more.` : `${show(length)} of ${show(max)} characters.`;
}

export function isEnough(text: string, { min = 1, max }: TextLimits): boolean {
  const { length } = text.trim();
  return length >= min && length <= max;
}
