/** Vitest's global setup: what integration tests share. */
export default async function setup() {}
