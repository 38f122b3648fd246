import { once } from 'node:events';
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { startKafka } from '../packages/testkit/src/kafka-cluster.ts';
import { mustFetchKafka, whatKafkaLacks } from '../packages/testkit/src/kafka-libraries.ts';

const usage = `A real Apache Kafka on this machine, for development, until Ctrl-C. Needs Java 17 or later and, the first
time, Maven.

  pnpm kafka [--port 9092] [--brokers 1|3] [--data <folder>]

  --port <number>    port on 127.0.0.1; further brokers have the ports after it (default 9092; 0: a free one)
  --brokers <1|3>    3 replicate everything, and need about 1 GB (default 1)
  --data <folder>    keep topics and events there, and go on with them the next time (one broker only);
                     without it they are thrown away at the end
`;

const badInput = 3;

process.exitCode = await run(process.argv.slice(2));

async function run(words: string[]): Promise<number> {
  let options: { port: number; brokers: 1 | 3; data: string | undefined } | undefined;
  try {
    options = read(words);
  } catch (error) {
    tell(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return badInput;
  }
  if (options === undefined) {
    process.stdout.write(usage);
    return 0;
  }
  const { port, brokers, data } = options;
  const lack = whatKafkaLacks();
  if (lack !== undefined) return fail(`Kafka cannot run here: ${lack}.`);
  for (let index = 0; port > 0 && index < brokers; index += 1) {
    if (!(await isFree(port + index))) {
      return fail(`Port ${port + index} on 127.0.0.1 is already in use. Choose another one with --port.`);
    }
  }
  if (mustFetchKafka()) tell('Fetching Kafka by Maven, once (45 MB)\n');
  tell('Starting Kafka\n');
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  try {
    const cluster = await startKafka({ brokers, data, port: port === 0 ? undefined : port });
    const addresses = cluster.brokers.join(',');
    tell(`
Kafka is ready; Ctrl-C stops it. ${data === undefined ? 'What is in it goes then.' : `Its data are kept in ${data}.`}
In another terminal, for any command of the hub:

    export KAFKA_BROKERS=${addresses}
    pnpm start

`);
    process.stdout.write(`KAFKA_BROKERS=${addresses}\n`);
    await stopped;
    tell('Stopping\n');
    await cluster.stop();
    return 0;
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** The options given; `undefined` when help is asked for. Throws an error that says what was expected. */
function read(words: string[]) {
  // `pnpm kafka -- --port 1` hands the two hyphens on.
  const args = words[0] === '--' ? words.slice(1) : words;
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '9092' },
      brokers: { type: 'string', default: '1' },
      data: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_530)
    throw new Error('--port must be a number from 0 to 65530.');
  if (values.brokers !== '1' && values.brokers !== '3') throw new Error('--brokers must be 1 or 3.');
  const brokers: 1 | 3 = values.brokers === '1' ? 1 : 3;
  if (brokers === 3 && values.data !== undefined) throw new Error('--data goes with one broker only.');
  return { port, brokers, data: values.data };
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

function fail(message: string): number {
  tell(`${message}\n`);
  return 1;
}

function tell(text: string): void {
  process.stderr.write(text);
}
