import { startKafka } from './kafka-cluster.ts';
import { whyNoKafka } from './kafka-libraries.ts';
import { sharedKafka } from './shared-kafka.ts';

/** A Kafka that tests may use. */
export interface TestKafka extends AsyncDisposable {
  /** Addresses of the brokers, `host:port`. */
  readonly brokers: readonly string[];
}

/**
 * Says why tests that need Kafka must be skipped; `undefined` when they can run. `restart` asks for a broker
 * that the test may kill, which `KAFKA_BROKERS` does not offer. Where `CI` is `true` nothing is skipped: starting
 * then fails.
 */
export function whySkipKafka({ restart = false } = {}): string | undefined {
  if (process.env['CI'] === 'true') return undefined;
  if (!restart && process.env['KAFKA_BROKERS']) return undefined;
  const reason = whyNoKafka();
  if (reason !== undefined) process.stderr.write(`Kafka tests skipped: ${reason}\n`);
  return reason;
}

/**
 * A broker for tests: the one that `KAFKA_BROKERS` names, or else one that all tests of the run share, so that topics
 * and groups must have names of their own. With `own` one is started for these tests alone, which may use the hub's topics.
 */
export async function testKafka({ own = false } = {}): Promise<TestKafka> {
  const given = process.env['KAFKA_BROKERS'];
  if (given) return { brokers: given.split(','), [Symbol.asyncDispose]: async () => undefined };
  const reason = whyNoKafka();
  if (reason !== undefined) throw new Error(`Kafka tests cannot run: ${reason}`);
  if (!own) return { brokers: await sharedKafka(), [Symbol.asyncDispose]: async () => undefined };
  const cluster = await startKafka({ brokers: 1 });
  return { brokers: cluster.brokers, [Symbol.asyncDispose]: cluster.stop };
}
