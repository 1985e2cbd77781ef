/** "hello@example.com" of "MaestroHub <hello@example.com>". */
export function mailAddress(sender: string): string {
  return /<([^>]+)>/.exec(sender)?.[1] ?? sender;
}
