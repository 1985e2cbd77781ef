import type { FindingTable } from "@/lib/probes/finding-entry";

export const databaseFindings: FindingTable = {
  not_set: {
    state: "misconfigured",
    cause: "No database is named.",
    steps: ["Set MONGO_URL to a replica set (MongoDB Atlas, or your own).", "In development `npm run dev` starts the embedded one by itself."],
  },
  unreachable: {
    state: "failing",
    cause: "The database cannot be reached.",
    detail: "The connection failed: {reason}. Nobody can sign in, book or pay.",
    steps: [
      "Look whether the database runs (Atlas: Database, Clusters; paused clusters say so).",
      "Allow this machine’s address (Atlas: Network access).",
      "Compare the host in MONGO_URL with the one that the database shows.",
    ],
  },
  sign_in_refused: {
    state: "misconfigured",
    cause: "The database refuses the name or the password in MONGO_URL.",
    steps: [
      "Make the user anew, or its password (Atlas: Database access).",
      "Write it into MONGO_URL; characters like @ : / are written as %40 %3A %2F.",
      "Restart the app.",
    ],
  },
  no_replica_set: {
    state: "misconfigured",
    cause: "The database is no replica set, so it has no transactions.",
    detail: "A booking and its mail could not be written together.",
    steps: [
      "Start mongod with --replSet rs0 and run rs.initiate() once; MongoDB Atlas is one already.",
      "Add replicaSet=rs0 to MONGO_URL and restart the app.",
    ],
  },
  read_only: {
    state: "failing",
    cause: "The database can be read and not written.",
    detail: "It refused a write: {reason}. Nobody can book, pay or register.",
    steps: [
      "Give the user of MONGO_URL the role readWrite on this database (Atlas: Database access).",
      "If the disk is full or the primary is missing, Atlas shows it under the cluster’s alerts.",
      "Press “Check now” here.",
    ],
  },
  index_missing: {
    state: "misconfigured",
    cause: "Indexes are missing: {names}.",
    detail: "Some of them are locks: without them one time could be sold twice.",
    steps: [
      "Restart one process of the app: it makes what is missing before it takes requests.",
      "If it says that an index cannot be made, remove the rows that it names as duplicates.",
      "Press “Check now” here.",
    ],
  },
  not_prepared: {
    state: "misconfigured",
    cause: "The database is empty where collections should be: {names}.",
    steps: ["Look that DB_NAME names the database you mean.", "Start the app once: it makes what is missing."],
  },
};
