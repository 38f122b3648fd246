import type { GroupQuestion } from '@throughgate/service';
import type { ToWorker, WorkerAnswer } from './messages.ts';

/** A worker that may be asked. */
export interface AskableWorker {
  readonly name: string;
  send(message: ToWorker): void;
}

/** Milliseconds within which a worker must answer: one that does not is busy or stuck, which is an answer too. */
const longestAnswer = 3_000;

/** Asks workers and gathers what they answer. */
export interface Gathering {
  ask(workers: readonly AskableWorker[], question: GroupQuestion): Promise<readonly WorkerAnswer[]>;
  /** A worker answered the question of this number. */
  reply(id: number, worker: AskableWorker, answer: unknown): void;
}

/** Creates a {@link Gathering}. */
export function createGathering(): Gathering {
  const open = new Map<number, (worker: AskableWorker, answer: unknown) => void>();
  let asked = 0;
  return {
    ask(workers, question) {
      asked += 1;
      const id = asked;
      const answers = new Map<AskableWorker, WorkerAnswer>();
      return new Promise((resolve) => {
        const timer = setTimeout(finish, longestAnswer);
        open.set(id, (worker, answer) => {
          answers.set(worker, { member: worker.name, answer });
          if (answers.size === workers.length) finish();
        });
        for (const worker of workers) worker.send({ kind: 'ask', id, question });

        function finish(): void {
          clearTimeout(timer);
          open.delete(id);
          resolve(workers.map((worker) => answers.get(worker) ?? { member: worker.name }));
        }
      });
    },
    reply: (id, worker, answer) => open.get(id)?.(worker, answer),
  };
}
