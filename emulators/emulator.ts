/** What an emulator is to the one process that serves them all. */
export interface Emulator {
  name: string;
  /** True where this emulator answers the path; the first one that says so gets the request. */
  handles(pathname: string): boolean;
  respond(request: EmulatorRequest): Promise<EmulatorResponse>;
  /** Forget what is kept outside the store (queues, timers): called between tests, after the store is emptied. */
  reset(): void | Promise<void>;
  /** Answers POST /_control/{name}/{path}, and other methods; null where there is no such control. */
  control?(path: string, request: EmulatorRequest): Promise<EmulatorResponse | null>;
  /** How this provider words an answer that a fault asked for, e.g. its own body for 429. */
  faultResponse?(status: number): EmulatorResponse;
  /** The clock was moved: do what has become due. */
  clockMoved?(): void | Promise<void>;
  /** For whoever speaks https only: the frame listens with this certificate on a port of its own, and tells which. */
  tls?: { key: string; cert: string; listening(port: number): void };
  /** The process ends: stop timers. */
  close?(): void | Promise<void>;
}

export interface EmulatorRequest {
  method: string;
  url: URL;
  /** Lower-case names; repeated headers joined by ", ". */
  headers: Record<string, string>;
  body: Buffer;
}

export interface EmulatorResponse {
  status: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON; what yields pieces of text is sent piece by piece. */
  body?: string | Buffer | object | AsyncGenerator<string>;
}

export interface EmulatorContext {
  /** Where the process is reached, without a trailing slash, e.g. http://127.0.0.1:4010. */
  base_url: string;
  /** The emulators' movable clock. */
  now(): Date;
  /** One store for all: collections are named "{emulator}.{things}", e.g. "stripe.charges". */
  store: EmulatorStore;
}

/**
 * JSON documents by collection and id, kept over a restart of the process (or in memory for tests).
 * What comes out is frozen: change a document by putting a new one.
 */
export interface EmulatorStore {
  get<T>(collection: string, id: string): T | null;
  put<T>(collection: string, id: string, document: T): void;
  remove(collection: string, id: string): void;
  /** In the order in which they were first put. */
  list<T>(collection: string): T[];
  /** Names of the collections that hold something. */
  collections(): string[];
  clear(): void;
}
