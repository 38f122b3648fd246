import cluster, { type Worker } from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { untilStopped } from '@throughgate/runtime/until-stopped';
import type { GroupQuestion, Logger } from '@throughgate/service';
import { createGathering } from './gathering.ts';
import type { FromWorker, ToWorker, WorkerAnswer } from './messages.ts';
import { createTurns } from './turns.ts';
import { workerMetrics } from './worker-metrics.ts';

/** Milliseconds before a worker that ended is started again, at first and at most; they double with each end. */
const [shortestPause, longestPause] = [500, 30_000];
/** Milliseconds after which a worker is taken for sound: if it ends then, the pause begins anew. */
const soundAfter = 60_000;
/** Milliseconds that workers may take to stop: longer than a gateway gives its last requests. */
const longestStop = 30_000;

/** One of the places at work, whichever process has it now. */
interface Place {
  readonly number: number;
  readonly name: string;
  worker: Worker | undefined;
  listens: boolean;
  /** Ends in a row. */
  ends: number;
  send(message: ToWorker): void;
}

/**
 * Runs this command in several processes that answer at one port, and is the process that watches over them: it hands
 * connections to them in turn, starts again what ends, and stops all when it is told to. Prints one `ready` line once all listen.
 *
 * Node's cluster rather than a port that each process opens for itself (`reusePort`): the kernel deals connections out by
 * a hash, so that of few long ones two processes get unequal shares, and those that wait at a process that ends are lost.
 *
 * Sets the exit code of this process when a worker cannot start: that one has said why.
 */
export async function superviseWorkers(count: number, logger: Logger): Promise<void> {
  const stopped = untilStopped();
  let stopping = false;
  let restarts = 0;
  void stopped.then(() => {
    stopping = true;
  });
  // Sessions must be readable by every worker.
  const sharedKey = randomBytes(32).toString('base64url');
  const gathering = createGathering();
  const turns = createTurns<Place>((place) => place.send({ kind: 'turn' }));
  const places: Place[] = Array.from({ length: count }, (_, index) => createPlace(index + 1));

  // One after the other: what is wrong with the settings is told once, and starting takes a core for a while.
  for (const place of places) {
    const started = await Promise.race([start(place), stopped]);
    if (typeof started === 'number') {
      process.exitCode = started;
      stopping = true;
      await stopAll();
      return;
    }
    if (stopping) return stopAll();
    if (place.number === count) process.stdout.write(`ready ${started}\n`);
  }
  await stopped;
  await stopAll();

  /** Starts a worker; resolves with its address once it listens, or with its exit code when it ends before. */
  function start(place: Place): Promise<string | number> {
    const { promise, resolve } = Promise.withResolvers<string | number>();
    const began = performance.now();
    const worker = cluster.fork();
    place.worker = worker;
    place.send({ kind: 'welcome', number: place.number, sharedKey });
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'ready') {
        place.listens = true;
        logger.info({ worker: place.number, pid: worker.process.pid }, 'a worker listens');
        resolve(message.url);
      } else {
        hear(place, message);
      }
    });
    worker.once('exit', (code, signal) => {
      const listened = place.listens;
      place.worker = undefined;
      place.listens = false;
      turns.leave(place);
      resolve(code ?? 1);
      // One that never listened at the first start tells why, and is the end of all.
      if (stopping || (!listened && place.ends === 0)) return;
      place.ends = performance.now() - began > soundAfter ? 1 : place.ends + 1;
      const pause = Math.min(longestPause, shortestPause * 2 ** (place.ends - 1));
      logger.error({ worker: place.number, code, signal, pause }, 'a worker ended and is started again');
      setTimeout(() => {
        if (stopping) return;
        restarts += 1;
        void start(place);
      }, pause).unref();
    });
    return promise;
  }

  function hear(place: Place, message: Exclude<FromWorker, { readonly kind: 'ready' }>): void {
    switch (message.kind) {
      case 'ask':
        void answerOf(message.question).then((answers) =>
          place.send({ kind: 'answers', id: message.id, answers }),
        );
        break;
      case 'reply':
        gathering.reply(message.id, place, message.answer);
        break;
      case 'want turn':
        turns.want(place);
        break;
      case 'end turn':
        turns.end(place);
        break;
    }
  }

  /** What all workers answer, and of metrics what only this process knows. */
  async function answerOf(question: GroupQuestion): Promise<readonly WorkerAnswer[]> {
    const listening = places.filter(({ listens }) => listens);
    const answers = await gathering.ask(listening, question);
    if (question !== 'metrics') return answers;
    return [...answers, { member: 'supervisor', answer: workerMetrics(listening.length, restarts) }];
  }

  async function stopAll(): Promise<void> {
    const workers = places.flatMap(({ worker }) => worker ?? []);
    const ended = workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
    for (const place of places) place.send({ kind: 'stop' });
    const timer = setTimeout(() => {
      for (const worker of workers) worker.process.kill('SIGKILL');
    }, longestStop);
    await Promise.all(ended);
    clearTimeout(timer);
  }
}

function createPlace(number: number): Place {
  return {
    number,
    name: `worker ${number}`,
    worker: undefined,
    listens: false,
    ends: 0,
    send(message) {
      if (this.worker?.isConnected()) this.worker.send(message);
    },
  };
}
