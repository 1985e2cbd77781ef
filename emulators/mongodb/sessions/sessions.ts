import { Binary, Long } from "bson";
import { CommandError, badValue } from "../errors.ts";
import type { Engine } from "../engine/engine.ts";
import type { Transaction } from "../engine/transaction.ts";
import type { Store } from "../store/store.ts";
import { decodeDocument } from "../values/decode.ts";
import { encodeDocument } from "../values/encode.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { sessionId } from "./session-id.ts";

/** A client's session: its newest transaction, or the results of its newest retryable write. */
export class Session {
  readonly id: string;
  txnNumber = -1n;
  transaction: Transaction | null = null;
  isCommitted = false;
  /** Results by statement of a retryable write; `null` where there is nothing to tell but that it was done. */
  statements = new Map<number, Doc | null>();
  usedAt = Date.now();
  transactionBegan = 0;

  constructor(id: string) {
    this.id = id;
  }
}

const SESSION_MINUTES = 30;
const TRANSACTION_SECONDS = 60;

export class Sessions {
  private readonly engine: Engine;
  private readonly store: Store;
  private readonly byId = new Map<string, Session>();
  private readonly changed = new Set<Session>();

  constructor(engine: Engine, store: Store) {
    this.engine = engine;
    this.store = store;
    for (const row of store.sessions()) {
      const session = new Session(row.id);
      session.txnNumber = row.txn_number;
      readResults(session, decodeDocument(row.results));
      this.byId.set(row.id, session);
    }
    store.beforeFlush(() => this.saveChanged());
  }

  find(lsid: Value): Session {
    const id = sessionId(lsid, "OperationSessionInfo.lsid");
    let session = this.byId.get(id);
    if (!session) this.byId.set(id, (session = new Session(id)));
    session.usedAt = Date.now();
    return session;
  }

  get ids(): Binary[] {
    return [...this.byId.keys()].map((id) => new Binary(Buffer.from(id, "hex"), 4));
  }

  /** A retryable write: its earlier results where it is a repetition, none where it is new. */
  beginStatement(session: Session, txnNumber: bigint): void {
    if (txnNumber === session.txnNumber && (session.transaction || session.isCommitted)) throw new CommandError(50911, "Cannot run a retryable write with the number of a transaction");
    if (txnNumber !== session.txnNumber) this.moveTo(session, txnNumber);
  }

  record(session: Session, statement: number, result: Doc | null): void {
    session.statements.set(statement, result);
    this.changed.add(session);
  }

  beginTransaction(session: Session, txnNumber: bigint): Transaction {
    if (txnNumber === session.txnNumber) {
      throw new CommandError(117, `Only servers in a sharded cluster can start a new transaction at the active transaction number: ${txnNumber}`);
    }
    this.moveTo(session, txnNumber);
    session.transaction = this.engine.begin();
    session.transactionBegan = Date.now();
    return session.transaction;
  }

  /** The open transaction that a later command of it names. */
  openTransaction(session: Session, txnNumber: bigint): Transaction {
    const transaction = this.named(session, txnNumber);
    if (session.isCommitted) throw new CommandError(256, `Transaction with { txnNumber: ${txnNumber} } has been committed.`);
    if (transaction?.state !== "open") throw new CommandError(251, `Transaction with { txnNumber: ${txnNumber} } has been aborted.`);
    return transaction;
  }

  /** May be repeated after it succeeded, even by another process after a crash. */
  commit(session: Session, txnNumber: bigint): void {
    this.named(session, txnNumber);
    if (session.isCommitted) return;
    this.engine.commit(this.openTransaction(session, txnNumber));
    session.transaction = null;
    session.isCommitted = true;
    this.changed.add(session);
    this.store.touch();
  }

  abort(session: Session, txnNumber: bigint): void {
    this.engine.abort(this.openTransaction(session, txnNumber));
  }

  /** After an error inside a transaction nothing of it is left. */
  abortIfOpen(session: Session): void {
    if (session.transaction?.state === "open") this.engine.abort(session.transaction);
  }

  /** Sessions that their client needs no more go at the next `expire`, as on MongoDB: what one began may still be committed until then. */
  end(ids: string[]): void {
    for (const id of ids) {
      const session = this.byId.get(id);
      if (session) session.usedAt = 0;
    }
  }

  /** Keeps sessions that their client still has. */
  refresh(ids: string[]): void {
    for (const id of ids) {
      const session = this.byId.get(id);
      if (session) session.usedAt = Date.now();
    }
  }

  abortAll(): void {
    for (const session of this.byId.values()) this.abortIfOpen(session);
  }

  /** Ends transactions that stay open too long, which others may be waiting for, and sessions that nobody uses. */
  expire(now = Date.now()): void {
    for (const session of this.byId.values()) {
      if (session.transaction?.state === "open" && now - session.transactionBegan > TRANSACTION_SECONDS * 1000) this.engine.abort(session.transaction);
      if (now - session.usedAt > SESSION_MINUTES * 60_000) this.forget(session);
    }
  }

  private named(session: Session, txnNumber: bigint): Transaction | null {
    if (txnNumber < session.txnNumber) throw new CommandError(225, `Cannot start transaction with { txnNumber: ${txnNumber} } because a newer one has already started.`);
    if (txnNumber > session.txnNumber || !session.transaction && !session.isCommitted) {
      throw new CommandError(251, `Given transaction number ${txnNumber} does not match any in-progress transactions. The active transaction number is ${session.txnNumber}`);
    }
    return session.transaction;
  }

  private moveTo(session: Session, txnNumber: bigint): void {
    if (txnNumber < session.txnNumber) throw new CommandError(225, `Cannot use { txnNumber: ${txnNumber} } because a newer one (${session.txnNumber}) has already started on this session.`);
    this.abortIfOpen(session);
    session.txnNumber = txnNumber;
    session.transaction = null;
    session.isCommitted = false;
    session.statements = new Map();
  }

  private forget(session: Session): void {
    this.abortIfOpen(session);
    this.byId.delete(session.id);
    this.changed.delete(session);
    this.store.dropSession(session.id);
  }

  private saveChanged(): void {
    for (const session of this.changed) this.store.saveSession({ id: session.id, txn_number: session.txnNumber, results: encodeDocument(writeResults(session)) });
    this.changed.clear();
  }
}

function writeResults(session: Session): Doc {
  const done = [...session.statements].filter(([, result]) => result === null).map(([statement]) => statement);
  const results = [...session.statements].filter(([, result]) => result !== null).map(([statement, result]) => ({ statement, result }));
  return { is_committed: session.isCommitted, done, results };
}

function readResults(session: Session, { is_committed, done, results }: Doc): void {
  session.isCommitted = is_committed === true;
  for (const statement of Array.isArray(done) ? done : []) session.statements.set(Number(statement), null);
  for (const item of Array.isArray(results) ? results : []) {
    if (isDoc(item) && isDoc(item["result"])) session.statements.set(Number(item["statement"]), item["result"]);
  }
}

export function transactionNumber(value: Value): bigint {
  if (value instanceof Long) return value.toBigInt();
  if (typeof value === "number") return BigInt(value);
  throw badValue("txnNumber must be a long");
}
