/** What an emulator is to the one process that serves them all. */
export interface Emulator {
  name: string;
  /** True where this emulator answers the path; the first one that says so gets the request. */
  handles(pathname: string): boolean;
  respond(request: EmulatorRequest): Promise<EmulatorResponse>;
  /** Forget everything: called between tests. */
  reset(): void | Promise<void>;
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
  /** An object is sent as JSON. */
  body?: string | Buffer | object;
}

export interface EmulatorContext {
  /** Where the process is reached, without a trailing slash, e.g. http://127.0.0.1:4010. */
  base_url: string;
  /** The emulators' movable clock. */
  now(): Date;
  store: EmulatorStore;
}

/** JSON documents by collection and id, kept over a restart of the process (or in memory for tests). */
export interface EmulatorStore {
  get<T>(collection: string, id: string): T | null;
  put<T>(collection: string, id: string, document: T): void;
  remove(collection: string, id: string): void;
  /** In the order in which they were first put. */
  list<T>(collection: string): T[];
  clear(): void;
}
