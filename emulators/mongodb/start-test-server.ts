import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { MongoClient } from "mongodb";
import type { Db, Document, MongoClientOptions } from "mongodb";
import { startServer } from "./server.ts";
import { sendCommand } from "./wire/send-command.ts";

export interface TestServer {
  url: string;
  client: MongoClient;
  db: Db;
  connect(options?: MongoClientOptions): Promise<MongoClient>;
  /** A command past the driver, which would put its own session into it. */
  send(command: Document): Promise<Document>;
  stop(): Promise<void>;
}

/** For the tests of this folder: a server in the test's own process, on data that are thrown away, with the real driver connected to it. */
export async function startTestServer(): Promise<TestServer> {
  const data = mkdtempSync(path.join(tmpdir(), "mongo-"));
  const server = await startServer({ data, listen: { socket: path.join(data, "m.sock") }, testCommands: true });
  const clients: MongoClient[] = [];
  const connect = async (options: MongoClientOptions = {}) => {
    const client = await MongoClient.connect(server.url, { serverSelectionTimeoutMS: 3000, ...options });
    clients.push(client);
    return client;
  };
  const client = await connect();
  return {
    url: server.url, client, db: client.db("test"), connect,
    send: (command) => sendCommand(path.join(data, "m.sock"), command),
    stop: async () => {
      for (const one of clients) await one.close();
      await server.stop();
      rmSync(data, { recursive: true });
    },
  };
}
