import pg from 'pg';

/** The part of pg's query through which a client hands it what the server answers; its types leave it out. */
interface Step {
  readonly name: string | undefined;
  readonly text: string;
  prepare(connection: object): void;
  handleRowDescription(message: object): void;
  handleDataRow(message: object): void;
  handleEmptyQuery(connection: object): void;
  handleCommandComplete(message: object, connection: object): void;
  handleReadyForQuery(connection: object): void;
}

/** The part of pg's connection that its types leave out. */
interface Wire {
  readonly stream: { readonly writable: boolean; write(bytes: Uint8Array): boolean };
  readonly submittedNamedStatements: Record<string, string>;
  sync(): void;
}

type Callback = (error: Error | null, result: pg.QueryResult) => void;

/** Statements that are sent together. A client takes it for one query: `client.query(new Pipeline(…))`. */
export class Pipeline implements pg.Submittable {
  /** Told of each statement when it is answered. */
  onAnswer: (text: string) => void = () => undefined;
  /** Resolves when the server has answered all; rejects with the first error, when nothing after it has run. */
  readonly answers: Promise<pg.QueryResult[]>;
  readonly #steps: readonly Step[];
  readonly #results: pg.QueryResult[] = [];
  readonly #settle: PromiseWithResolvers<pg.QueryResult[]>;
  #wire: Wire | undefined;
  #at = 0;

  /** @param types how columns are read where a statement does not say: the client's own way */
  constructor(statements: readonly pg.QueryConfig[], types: pg.CustomTypesConfig) {
    this.#settle = Promise.withResolvers();
    this.answers = this.#settle.promise;
    const keep: Callback = (error, result) => {
      if (error) this.#settle.reject(error);
      else this.#results.push(result);
    };
    this.#steps = statements.map(
      (statement) =>
        new pg.Query(
          { types, ...statement, queryMode: 'extended' } as pg.QueryConfig,
          keep as never,
        ) as unknown as Step,
    );
  }

  /** Name of the statement that is answered now: the client notes that it is parsed. */
  get name(): string | undefined {
    return this.#steps[this.#at]?.name;
  }

  get text(): string {
    return this.#steps[this.#at]?.text ?? '';
  }

  /** The texts of all statements. */
  get texts(): readonly string[] {
    return this.#steps.map(({ text }) => text);
  }

  submit(connection: object): void {
    const wire = connection as Wire;
    this.#wire = wire;
    const sent: Uint8Array[] = [];
    // Its messages are gathered, for each write costs a system call, and one Sync at the end stands for those of all: until
    // then the server answers nothing and, once a statement fails, runs none.
    const gathering = Object.create(wire, {
      _send: { value: (bytes: Uint8Array) => sent.push(bytes) },
      sync: { value: () => undefined },
    }) as Wire;
    for (const step of this.#steps) step.prepare(gathering);
    wire.sync.call(gathering);
    if (wire.stream.writable) wire.stream.write(Buffer.concat(sent));
  }

  handleRowDescription(message: object): void {
    this.#steps[this.#at]?.handleRowDescription(message);
  }

  handleDataRow(message: object): void {
    this.#steps[this.#at]?.handleDataRow(message);
  }

  handleEmptyQuery(connection: object): void {
    this.#steps[this.#at]?.handleEmptyQuery(connection);
    this.#next(connection);
  }

  handleCommandComplete(message: object, connection: object): void {
    this.#steps[this.#at]?.handleCommandComplete(message, connection);
    this.#next(connection);
  }

  handleError(error: Error): void {
    this.onAnswer(this.text);
    // What the server passed over is not parsed, though it was sent.
    for (const { name } of this.#steps.slice(this.#at)) {
      if (name !== undefined && this.#wire) delete this.#wire.submittedNamedStatements[name];
    }
    this.#settle.reject(error);
  }

  handleReadyForQuery(): void {
    this.#settle.resolve(this.#results);
  }

  #next(connection: object): void {
    this.onAnswer(this.text);
    this.#steps[this.#at]?.handleReadyForQuery(connection);
    this.#at += 1;
  }
}

/**
 * Runs statements over one connection in one round trip, and resolves with their results. Each sees what those before it
 * did and, in a transaction, what others had committed when it began. Rejects with the error of the first that fails, after
 * which none has run: neither has a COMMIT at the end. Prepared ones ({@link prepared}) stay so.
 */
export async function pipeline(
  client: pg.ClientBase,
  statements: readonly pg.QueryConfig[],
): Promise<pg.QueryResult[]> {
  return client.query(new Pipeline(statements, client as unknown as pg.CustomTypesConfig)).answers;
}
