/** Which build this is: put in by next.config.ts, the same in the server and in the browser; null in scripts and tests. */
export const release: string | null = process.env._sentryRelease ?? null;
