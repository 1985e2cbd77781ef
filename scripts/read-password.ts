import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { AppError } from "@/lib/core/errors";

/** From the terminal, twice and without echo; or the first line of the standard input. */
export async function readPassword({ fromStdin }: { fromStdin: boolean }): Promise<string> {
  if (fromStdin) return firstLine();
  if (!process.stdin.isTTY) throw new AppError("invalid", "There is no terminal to ask on: give the password with --password-stdin.");
  const password = await askSilently("Password: ");
  if ((await askSilently("Once more: ")) !== password) throw new AppError("invalid", "The two are not the same. Nothing was made.");
  return password;
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  throw new AppError("invalid", "The standard input held no password.");
}

async function askSilently(question: string): Promise<string> {
  process.stdout.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await terminal.question("");
  } finally {
    terminal.close();
    process.stdout.write("\n");
  }
}
