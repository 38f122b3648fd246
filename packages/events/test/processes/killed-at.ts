import { Socket } from 'node:net';
import pg from 'pg';
import { startProjection, startRelay } from '../../src/index.ts';
import { logger } from '../support/logger.ts';
import { type LogSpec, openLog } from '../support/open-log.ts';
import { testProjection } from '../support/test-projection.ts';

// A relay and a projection in a process that kills itself at one step of an event's way: before a round trip, when its statements are
// sent, or when they are answered, at the nth time.

interface Settings {
  readonly agency: string;
  /** @default none runs */
  readonly projection?: string;
  readonly agencyUrl: string;
  readonly readUrl: string;
  readonly spec: LogSpec;
  /** A regular expression for a statement of the round trip, or the number of a request in Kafka's protocol. */
  readonly step: string | number;
  readonly when: 'before' | 'sent' | 'after';
  readonly time: number;
}

const settings = JSON.parse(process.argv[2] ?? '') as Settings;
const { step, when } = settings;
const die = () => process.kill(process.pid, 'SIGKILL');
const { query } = pg.Client.prototype;
const { write } = Socket.prototype;
let times = 0;

pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
  const isIt = typeof step === 'string' && textsOf(given[0]).some((text) => new RegExp(step).test(text));
  const isNow = isIt && ++times === settings.time;
  if (isNow && when === 'before') die();
  const answer = (query as (...parameters: unknown[]) => unknown).apply(this, given);
  if (isNow && when === 'sent') die();
  if (isNow)
    void Promise.resolve((answer as { answers?: unknown } | undefined)?.answers ?? answer).finally(die);
  return answer;
} as typeof query;

// A request to Kafka is its length, the number of what is asked, a version and an id, which its answer has behind the length.
Socket.prototype.write = function (this: Socket, ...given: unknown[]) {
  const [bytes] = given;
  const isIt =
    Buffer.isBuffer(bytes) &&
    bytes.length > 12 &&
    bytes.readInt32BE(0) === bytes.length - 4 &&
    bytes.readInt16BE(4) === step;
  const isNow = isIt && ++times === settings.time;
  if (isNow && when === 'before') die();
  const isTaken = (write as (...parameters: unknown[]) => boolean).apply(this, given);
  if (isNow && when === 'sent') die();
  if (isNow) dieWhenAnswered(this, bytes.readInt32BE(8));
  return isTaken;
} as typeof write;

/** Answers come several at once, or in pieces. */
function dieWhenAnswered(socket: Socket, id: number): void {
  let waiting = Buffer.alloc(0);
  socket.on('data', (piece: Buffer) => {
    waiting = Buffer.concat([waiting, piece]);
    while (waiting.length >= 8 && waiting.length >= 4 + waiting.readInt32BE(0)) {
      if (waiting.readInt32BE(4) === id) die();
      waiting = waiting.subarray(4 + waiting.readInt32BE(0));
    }
  });
}

/** The statements of what a client is given: one of them, or several that go together. */
function textsOf(given: unknown): readonly string[] {
  if (typeof given === 'string') return [given];
  const { text, texts = [text] } = given as { readonly text: string; readonly texts?: readonly string[] };
  return texts;
}

const { agency, projection, agencyUrl, readUrl, spec } = settings;
const log = openLog(spec, logger);
// A log that did not append the records itself has to fetch them.
const readFrom = String(step).includes('first_offset') ? openLog(spec, logger) : log;
startRelay({ agency, databaseUrl: agencyUrl, log, logger, batchSize: 10 });
if (projection !== undefined)
  await startProjection({
    projection: testProjection(projection, [agency]),
    log: readFrom,
    pool: new pg.Pool({ connectionString: readUrl, max: 6 }),
    logger,
    batchSize: 10,
  });
