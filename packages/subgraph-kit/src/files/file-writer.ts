import { hasSqlState, isDatabaseUnavailable, sqlState } from '@throughgate/database';
import type { OutboxBell } from '@throughgate/events';
import type pg from 'pg';
import type { Agency } from './agency.ts';
import { asAnswer, changeAlone, settled } from './change-file.ts';
import { type AcceptedCall, acceptCall, type FileCall } from './file-call.ts';
import type { FileAbout } from './file-kind.ts';
import { type Changed, type Outcome, runCalls } from './run-calls.ts';
import type { Tables } from './stored.ts';

/** Most calls in one transaction: some tens of milliseconds in which their files are taken. */
const mostTogether = 64;
/** Transactions of calls together that are under way at once: while one is written to the disk, another one runs. */
const mostAtOnce = 2;
/** Milliseconds after which a transaction counts as held up, and another one may begin beside it. */
const heldUpAfter = 250;

/** Writes the changes of an agency's files. */
export interface FileWriter {
  /** As `changeFile`: runs a command on a file, all or nothing, and returns its resulting record. */
  change<T extends Tables, About extends FileAbout, Input extends object>(
    call: FileCall<T, About, Input>,
  ): Promise<Changed>;
}

interface Waiting {
  readonly call: AcceptedCall;
  /** Answers it with what this returns or raises. */
  readonly settle: (result: () => Changed | Promise<Changed>) => void;
}

/**
 * Makes the writer of an agency. Calls that come while others are being written wait for those and then share a
 * transaction, so that round trips, statements and flushes of the disk are paid once for many; a call that comes while
 * nothing is under way begins at once. Each call is answered as if it had been alone: one that
 * breaks a rule takes no other with it, and when a statement fails, each is run in a transaction of its own. Calls on one
 * file run in the order in which they came.
 *
 * @param bell rung after each transaction
 */
export function createFileWriter(pool: pg.Pool, agency: Agency, bell: Pick<OutboxBell, 'ring'>): FileWriter {
  let waiting: Waiting[] = [];
  let underWay = 0;
  /** Files and keys of calls that are being written: another call about one of them waits. */
  const taken = new Set<string>();
  /** Mutations that ask for rows of other files, as far as one has done so. */
  const alone = new Set<string>();
  let isDue = false;

  return {
    async change(given) {
      const { promise, resolve } = Promise.withResolvers<() => Changed | Promise<Changed>>();
      waiting.push({ call: acceptCall(given), settle: resolve });
      schedule();
      return (await promise)();
    },
  };

  /** Begins after what came in together has been read. */
  function schedule(): void {
    if (isDue) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      begin();
    });
  }

  function begin(): void {
    while (underWay < mostAtOnce) {
      const together = next();
      if (together.length === 0) break;
      void write(together);
    }
  }

  /** Takes the calls that can go now, each with a file and a key of its own. */
  function next(): Waiting[] {
    const together: Waiting[] = [];
    const passedOver = new Set<string>();
    waiting = waiting.filter((one) => {
      const names = namesOf(one.call);
      const isFree =
        together.length < mostTogether && !names.some((name) => taken.has(name) || passedOver.has(name));
      if (!isFree) {
        // What comes after it on the same file must not overtake.
        for (const name of names) passedOver.add(name);
        return true;
      }
      for (const name of names) taken.add(name);
      together.push(one);
      return false;
    });
    return together;
  }

  async function write(together: readonly Waiting[]): Promise<void> {
    underWay += 1;
    let counts = true;
    const isOver = () => {
      if (counts) underWay -= 1;
      counts = false;
      begin();
    };
    const heldUp = setTimeout(isOver, heldUpAfter);
    const shared = together.filter(({ call }) => !alone.has(call.mutation));
    for (const one of together) if (!shared.includes(one)) writeAlone(one);
    try {
      const outcomes = await outcomesOf(shared.map(({ call }) => call));
      if (outcomes.some(({ is }) => is === 'done')) bell.ring();
      for (const [index, one] of shared.entries()) {
        const outcome = outcomes[index] ?? { is: 'left' };
        if (outcome.is !== 'left') end(one, () => settled(outcome));
        else {
          if (outcome.asksPeers) alone.add(one.call.mutation);
          writeAlone(one);
        }
      }
    } catch (error) {
      for (const one of shared) end(one, () => Promise.reject(asAnswer(error)));
    }
    clearTimeout(heldUp);
    isOver();
  }

  /** What came of calls together; nothing where a statement failed and the transaction was undone. */
  async function outcomesOf(calls: readonly AcceptedCall[]): Promise<readonly Outcome[]> {
    if (calls.length === 0) return [];
    try {
      return await runCalls(pool, agency, calls, 'together');
    } catch (error) {
      // Otherwise it is not known whether it was written: each call is told so, and may be sent again.
      if (isDatabaseUnavailable(error) && !hasSqlState(error, sqlState.deadlockDetected)) throw error;
      return [];
    }
  }

  function writeAlone(one: Waiting): void {
    const result = changeAlone(pool, agency, one.call);
    const over = () => {
      end(one, () => result);
      begin();
    };
    result.then(bell.ring, () => undefined).then(over);
  }

  /** Answers a call, of which the file and the key are free from now on. */
  function end({ call, settle }: Waiting, result: () => Changed | Promise<Changed>): void {
    for (const name of namesOf(call)) taken.delete(name);
    settle(result);
  }
}

/** What a call has for itself while it is written: names of files and keys do not meet. */
function namesOf({ fileName, idempotencyKey }: AcceptedCall): readonly string[] {
  return [`file ${fileName}`, `key ${idempotencyKey}`];
}
