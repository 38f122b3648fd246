import { startKafka } from '../packages/testkit/src/kafka-cluster.ts';

// Runs a real Kafka on this machine until interrupted: `node scripts/kafka.ts`, or with 3 brokers
// `node scripts/kafka.ts 3`. Needs Java 17 or later and Maven.

const brokers = process.argv[2] === '3' ? 3 : 1;
const cluster = await startKafka({ brokers });
process.stdout.write(`KAFKA_BROKERS=${cluster.brokers.join(',')}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void cluster.stop().then(() => process.exit(0)));
}
