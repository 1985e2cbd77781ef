import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import path from "node:path";

export interface ServerProcess {
  child: ChildProcess;
  url: string;
  errors(): string;
}

/** For tests that kill it: the server in a process of its own, on a free port. Rejects with its words where it does not start. */
export async function startProcess(data: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "main.ts"), "--port", "0", "--data", data], { stdio: ["ignore", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`exit ${code}: ${errors}`)));
    child.stdout.on("data", (chunk: Buffer) => {
      const match = /MONGO_URL=(.+)\n/.exec(chunk.toString());
      if (match?.[1]) resolve(match[1]);
    });
  });
  return { child, url, errors: () => errors };
}
