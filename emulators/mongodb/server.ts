import { chmodSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { Server as NetServer } from "node:net";
import type { Duplex } from "node:stream";
import { newCapture } from "./captured/capture.ts";
import { Cursors } from "./commands/cursors.ts";
import type { Server } from "./commands/context.ts";
import { SET_NAME } from "./commands/admin.ts";
import { dispatch } from "./commands/dispatch.ts";
import { FailPoints } from "./commands/fail-points.ts";
import { Engine } from "./engine/engine.ts";
import { removeExpired } from "./engine/expire.ts";
import { ClusterClock } from "./sessions/clock.ts";
import { Sessions } from "./sessions/sessions.ts";
import { startNotices } from "./store/start-notices.ts";
import type { Size } from "./store/start-notices.ts";
import { Store } from "./store/store.ts";
import type { Doc } from "./values/types.ts";
import { serveConnection } from "./wire/connection.ts";

export interface ServerOptions {
  data: string;
  /** Where to listen: a unix socket, or a port of the loopback interface (0 picks a free one). */
  listen: { socket: string } | { port: number };
  testCommands: boolean;
  /**
   * A file for the shapes of all commands. An option and not an environment variable, which every server that a test starts would inherit:
   * what this server's own tests ask of it is not what the application asks.
   */
  capture?: string | null;
  /** Beyond how much data it says that it is not meant for so much. */
  sizeLimit?: Size;
}

export interface RunningServer {
  url: string;
  /** What is to be known about the data, a sentence each. */
  notices: string[];
  connectionCount(): number;
  /** Serves a connection that did not come through the door: of somebody in this process. */
  accept(connection: Duplex): void;
  stop(): Promise<void>;
}

const SWEEP_SECONDS = 15;

/** Opens the data and accepts connections. Throws `DataInUse` where another process has the data. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const store = new Store(options.data);
  store.onFailure((error) => {
    process.stderr.write(`mongodb: the data could not be written, so the server ends: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
  const engine = new Engine(store);
  const server: Server = {
    engine, sessions: new Sessions(engine, store), clock: new ClusterClock(store), cursors: new Cursors(),
    failPoints: options.testCommands ? new FailPoints() : null, address: "", startedAt: Date.now(),
  };
  const capture = options.capture ? newCapture(options.capture, server) : null;
  const sockets = new Set<Duplex>();
  const accept = (socket: Duplex) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    const connection = { appName: null };
    const run = (body: Doc) => dispatch(server, body, connection);
    serveConnection(socket, capture ? (body) => capture(run, body) : run);
  };
  const net = createServer(accept);
  try {
    server.address = await listen(net, options.listen);
  } catch (error) {
    store.close();
    throw error;
  }
  const sweep = setInterval(() => {
    removeExpired(engine);
    server.sessions.expire();
    server.cursors.expire();
  }, SWEEP_SECONDS * 1000);
  return {
    url: urlOf(options.listen, server.address),
    notices: startNotices(store, options.sizeLimit),
    connectionCount: () => sockets.size,
    accept,
    stop: async () => {
      clearInterval(sweep);
      const closed = new Promise((resolve) => net.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
      server.sessions.abortAll();
      store.close();
    },
  };
}

function listen(net: NetServer, where: ServerOptions["listen"]): Promise<string> {
  return new Promise((resolve, reject) => {
    net.once("error", reject);
    if ("socket" in where) {
      // The data are ours alone by now, so a socket that lies here was left by a server that was killed.
      rmSync(where.socket, { force: true });
      const mask = process.umask(0o177);
      net.listen(where.socket, () => {
        chmodSync(where.socket, 0o600);
        resolve(where.socket);
      });
      process.umask(mask);
      return;
    }
    net.listen(where.port, "127.0.0.1", () => {
      const address = net.address();
      resolve(`127.0.0.1:${typeof address === "object" && address ? address.port : where.port}`);
    });
  });
}

/** A driver lower-cases the addresses of a replica set's members, which a path need not survive: hence the direct connection. */
function urlOf(where: ServerOptions["listen"], address: string): string {
  return "socket" in where ? `mongodb://${encodeURIComponent(address)}/?directConnection=true` : `mongodb://${address}/?replicaSet=${SET_NAME}`;
}
