import net, { type NetConnectOpts } from "node:net";
import { Duplex } from "node:stream";
import { startServer } from "../../emulators/mongodb/server.ts";

/**
 * The embedded database in this very process, with the driver's connections to it kept in memory. Every command is encoded, sent,
 * decoded and made durable as ever; but a simulation asks some hundred thousand times one thing after another, and a system
 * call on each side with a change of process in between was half of its time.
 */
export async function startDatabase(data: string): Promise<{ url: string; stop(): Promise<void> }> {
  const path = `${data}/mongodb.sock`;
  const server = await startServer({ data, listen: { socket: path }, testCommands: false });
  const outwards = net.createConnection;
  // The driver knows no other way to be given a connection.
  net.createConnection = ((options: NetConnectOpts, ...rest: []) => ("path" in options && options.path === path ? connect() : outwards(options, ...rest))) as typeof outwards;

  function connect(): Duplex {
    const [here, there] = [new End(), new End()];
    here.other = there;
    there.other = here;
    server.accept(there);
    process.nextTick(() => here.emit("connect"));
    return here;
  }

  return {
    url: server.url,
    async stop() {
      net.createConnection = outwards;
      await server.stop();
    },
  };
}

/** One end of a connection: what is written into it can be read from the other. */
class End extends Duplex {
  other: End | null = null;

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.other?.push(chunk);
    done();
  }

  override _final(done: () => void): void {
    this.other?.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.other?.destroy();
    done(error);
  }

  // What a socket is asked for besides, and what memory has no need of.
  setNoDelay = () => this;
  setKeepAlive = () => this;
  setTimeout = () => this;
}
