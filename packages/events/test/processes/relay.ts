import { type EventLog, startRelay } from '../../src/index.ts';
import { logger } from '../support/logger.ts';
import { type LogSpec, openLog } from '../support/open-log.ts';

// A relay in a process of its own, to be killed. Says `acknowledged` after each append that the log confirmed;
// with `hangAfter` it then never learns of the nth, so that it can be killed between acknowledgement and mark.

interface Settings {
  readonly agency: string;
  readonly databaseUrl: string;
  readonly spec: LogSpec;
  readonly batchSize: number;
  readonly hangAfter?: number;
}

const { agency, databaseUrl, spec, batchSize, hangAfter } = JSON.parse(process.argv[2] ?? '') as Settings;
const log = openLog(spec, logger);
let appends = 0;
const watched: EventLog = {
  ...log,
  async append(records) {
    await log.append(records);
    appends += 1;
    process.stdout.write('acknowledged\n');
    if (appends === hangAfter) {
      process.stdout.write('hanging\n');
      await new Promise(() => setInterval(() => undefined, 60_000));
    }
  },
};
startRelay({ agency, databaseUrl, log: watched, logger, batchSize });
