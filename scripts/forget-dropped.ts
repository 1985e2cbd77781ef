import { MongoClient } from "mongodb";

/**
 * Makes the test server of MONGO_URL let go of dropped collections at once. A replica set keeps them, with a file open for each
 * collection and index, for five minutes, so that older snapshots can be read; every test file has a database of its own, and after
 * some hundred of them the process has no files left. Not for a server with data that anybody needs.
 */
const client = await MongoClient.connect(process.env.MONGO_URL ?? "");
for (const parameter of [
  { minSnapshotHistoryWindowInSeconds: 0 },
  { syncdelay: 10 }, // seconds between checkpoints, with which files are removed
  { wiredTigerEngineRuntimeConfig: "file_manager=(close_idle_time=5,close_scan_interval=1,close_handle_minimum=100)" },
]) {
  await client.db("admin").command({ setParameter: 1, ...parameter });
}
await client.close();
