import pg from 'pg';
import { Copying } from '../sql/copy-rows.ts';
import { Pipeline } from '../sql/pipeline.ts';

/** Receives each statement that a client has been given, when its answer is there. */
export type StatementObserver = (statement: { readonly control: boolean; readonly seconds: number }) => void;

/** Statements that open, close or subdivide a transaction, or wake others, and touch no data. */
const transactionControl =
  /^\s*(BEGIN|START TRANSACTION|SET TRANSACTION|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|END)\b|^\s*SELECT pg_notify\b/i;

type Query = (...parameters: unknown[]) => unknown;

/** Makes a class of clients that report each of their statements to `observe`, whoever sends it: Prisma too. */
export function countingClient(observe: StatementObserver): typeof pg.Client {
  return class CountingClient extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      // pg's `query` has a dozen overloads, which a wrapper can pass on but not repeat.
      const send = super.query.bind(this) as Query;
      const counted: Query = (...parameters) => {
        const started = performance.now();
        const answered = (text: string) =>
          observe({ control: transactionControl.test(text), seconds: (performance.now() - started) / 1000 });
        const [given] = parameters;
        if (given instanceof Pipeline || given instanceof Copying) {
          given.onAnswer = answered;
          return send(given);
        }
        const text = textOf(given);
        const done = () => answered(text);
        const last = parameters.at(-1);
        if (typeof last === 'function') {
          const callback: Query = (...results) => {
            done();
            return (last as Query)(...results);
          };
          return send(...parameters.slice(0, -1), callback);
        }
        const result = send(...parameters);
        if (result instanceof Promise) result.then(done, done);
        else done();
        return result;
      };
      this.query = counted as pg.Client['query'];
    }
  };
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query;
  if (typeof query === 'object' && query !== null && 'text' in query && typeof query.text === 'string')
    return query.text;
  return '';
}
