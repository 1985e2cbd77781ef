import { connect } from "node:net";
import { deserialize, serialize } from "bson";
import type { Document } from "bson";

/** One OP_MSG on a connection of its own; rejects with the reply where that is an error. For tests of what the driver does by itself. */
export function sendCommand(socketPath: string, command: Document): Promise<Document> {
  const body = Buffer.from(serialize(command));
  const head = Buffer.alloc(21);
  head.writeInt32LE(21 + body.length, 0);
  head.writeInt32LE(2013, 12);
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath, () => socket.write(Buffer.concat([head, body])));
    let received = Buffer.alloc(0);
    socket.on("error", reject);
    socket.on("data", (data: Buffer) => {
      received = Buffer.concat([received, data]);
      if (received.length < 4 || received.length < received.readInt32LE(0)) return;
      socket.destroy();
      const reply: Document = deserialize(received.subarray(21));
      if (reply["ok"] === 1) resolve(reply);
      else reject(Object.assign(new Error(String(reply["errmsg"])), reply));
    });
  });
}
