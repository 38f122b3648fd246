import cluster from 'node:cluster';
import { untilStopped } from '@throughgate/runtime/until-stopped';
import type { GroupQuestion, Logger, MemberAnswer, ServiceGroup } from '@throughgate/service';
import type { FromWorker, ToWorker } from './messages.ts';
import type { Workplace } from './workplace.ts';

type Member = Parameters<ServiceGroup['join']>[0];

/** A {@link Workplace} among several, and how it is left. */
export interface WorkerProcess {
  readonly workplace: Workplace;
  /** Tells the process that watches that this one ends by itself. */
  leave(): void;
}

/** Takes this worker's place among the others: see `superviseWorkers`. */
export async function joinWorkers(logger: Logger): Promise<WorkerProcess> {
  const asked = new Map<number, (answers: readonly MemberAnswer<never>[]) => void>();
  const turns: (() => void)[] = [];
  const stop = Promise.withResolvers<void>();
  const welcome = Promise.withResolvers<Extract<ToWorker, { kind: 'welcome' }>>();
  let member: Member | undefined;
  let questions = 0;
  process.on('message', (message: ToWorker) => void hear(message));
  const { number, sharedKey } = await welcome.promise;

  const workplace: Workplace = {
    stopped: Promise.race([untilStopped(), stop.promise]),
    logger: logger.child({ worker: number }),
    sharedKey,
    group: {
      join(own) {
        member = own;
      },
      ask(question) {
        questions += 1;
        const id = questions;
        return new Promise((resolve) => {
          asked.set(id, resolve);
          tell({ kind: 'ask', id, question });
        });
      },
    },
    async inTurn(work) {
      await new Promise<void>((resolve) => {
        turns.push(resolve);
        tell({ kind: 'want turn' });
      });
      try {
        return await work();
      } finally {
        tell({ kind: 'end turn' });
      }
    },
    announce: (url) => tell({ kind: 'ready', url }),
  };
  return { workplace, leave: () => cluster.worker?.disconnect() };

  async function hear(message: ToWorker): Promise<void> {
    switch (message.kind) {
      case 'welcome':
        welcome.resolve(message);
        break;
      case 'ask':
        tell({ kind: 'reply', id: message.id, answer: await answerTo(message.question) });
        break;
      case 'answers':
        asked.get(message.id)?.(message.answers as MemberAnswer<never>[]);
        asked.delete(message.id);
        break;
      case 'turn':
        turns.shift()?.();
        break;
      case 'stop':
        stop.resolve();
        break;
    }
  }

  function answerTo(question: GroupQuestion): Promise<unknown> | undefined {
    return member?.[question]();
  }
}

function tell(message: FromWorker): void {
  if (process.connected) process.send?.(message);
}
