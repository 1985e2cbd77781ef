import { Double, Long, ObjectId } from "bson";
import { CommandError } from "../errors.ts";
import type { Doc } from "../values/types.ts";
import type { Command, CommandContext } from "./context.ts";

export const hello: Command = {
  run: runHello,
  fields: ["helloOk", "client", "compression", "saslSupportedMechs", "speculativeAuthenticate", "loadBalanced", "backpressure", "topologyVersion", "maxAwaitTimeMS", "hello", "isMaster", "ismaster"],
};
export const ping: Command = { run: () => ({}), fields: [] };
export const buildInfo: Command = { run: runBuildInfo, fields: [] };
export const serverStatus: Command = { run: runServerStatus, fields: [] };
export const getParameter: Command = { run: runGetParameter, fields: ["*"], onlyAdmin: true };
export const connectionStatus: Command = { run: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } }), fields: ["showPrivileges"] };
export const configureFailPoint: Command = { run: runFailPoint, fields: ["mode", "data"] };

export const VERSION = "7.0.15";
export const SET_NAME = "embedded";

const WIRE_VERSION = 21;
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** A replica set of one member, which is what sessions, retryable writes and transactions need. The same election for ever: it never changes. */
function runHello({ server, name }: CommandContext): Doc {
  const { address } = server;
  return {
    helloOk: true, ...(name === "hello" ? { isWritablePrimary: true } : { ismaster: true }),
    hosts: [address], setName: SET_NAME, setVersion: 1, secondary: false, primary: address, me: address, electionId: ELECTION,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES, maxMessageSizeBytes: 48_000_000, maxWriteBatchSize: 100_000, localTime: new Date(),
    logicalSessionTimeoutMinutes: 30, connectionId: 1, minWireVersion: 0, maxWireVersion: WIRE_VERSION, readOnly: false,
  };
}

const ELECTION = new ObjectId("7fffffff0000000000000001");

function runBuildInfo(): Doc {
  return {
    version: VERSION, gitVersion: "embedded", modules: [], allocator: "system", versionArray: [...VERSION.split(".").map(Number), 0], bits: 64, debug: false,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES, storageEngines: ["sqlite"],
  };
}

function runServerStatus({ server }: CommandContext): Doc {
  const uptime = (Date.now() - server.startedAt) / 1000;
  return {
    host: server.address, version: VERSION, process: "embedded", pid: Long.fromNumber(process.pid), uptime: new Double(uptime), localTime: new Date(),
    storageEngine: { name: "sqlite", persistent: true }, repl: { setName: SET_NAME, isWritablePrimary: true, secondary: false, me: server.address },
    mem: { bits: 64, resident: Math.round(process.memoryUsage.rss() / 2 ** 20) },
  };
}

function runGetParameter({ body }: CommandContext): Doc {
  const known: Doc = { featureCompatibilityVersion: { version: "7.0" }, enableTestCommands: false };
  const names = body["getParameter"] === "*" ? Object.keys(known) : Object.keys(body).filter((name) => Object.hasOwn(known, name));
  if (names.length === 0) throw new CommandError(72, "no option found to get");
  return Object.fromEntries(names.map((name) => [name, known[name]]));
}

function runFailPoint({ server, body }: CommandContext): Doc {
  if (!server.failPoints) throw new CommandError(59, "no such command: 'configureFailPoint'");
  server.failPoints.configure(body);
  return {};
}
