import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { kafkaLibraries } from './kafka-libraries.ts';
import { type BrokerProcess, startBroker } from './kafka-process.ts';
import { type Node, serverProperties } from './kafka-settings.ts';

/** A real Kafka on this machine, with its data in a directory that goes with it. */
export interface KafkaCluster {
  /** Addresses of the brokers, `host:port`. */
  readonly brokers: readonly string[];
  /** Directory of each broker's records: of a topic's partition, `<topic>-<partition>/*.log`. */
  readonly dataDirectories: readonly string[];
  /** Kills a broker without warning. */
  kill(index: number): Promise<void>;
  /** Starts a killed broker again, with the data it had. */
  restart(index: number): Promise<void>;
  /** Stops a broker's process where it is: connections stay open, nothing is answered. */
  freeze(index: number): void;
  /** Lets a frozen broker go on. */
  thaw(index: number): void;
  stop(): Promise<void>;
}

/** Quick to start rather than quick when warm, and small: three brokers take about 1 GB. */
const javaOptions = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const logging = [
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info',
];

/**
 * Starts one broker, or three that replicate (replication factor 3, minimum in-sync replicas 2). Needs Java 17 or
 * later and, the first time, Maven. The brokers end with this process, however it ends.
 */
export async function startKafka({
  brokers,
  settings = {},
}: {
  readonly brokers: 1 | 3;
  /** Settings of the brokers over those of `serverProperties`. @default none */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
}): Promise<KafkaCluster> {
  const classPath = join(await kafkaLibraries(), '*');
  const directory = mkdtempSync(join(tmpdir(), 'throughgate-kafka-'));
  const ports = await freePorts(brokers * 2);
  const nodes: Node[] = Array.from({ length: brokers }, (_, index) => ({
    id: index + 1,
    port: ports[index * 2] ?? 0,
    controllerPort: ports[index * 2 + 1] ?? 0,
    directory: join(directory, String(index + 1)),
    directoryId: randomId(),
  }));
  const clusterId = randomId();
  const controllers = nodes
    .map((one) => `${one.id}@127.0.0.1:${one.controllerPort}:${one.directoryId}`)
    .join(',');
  const running: BrokerProcess[] = [];
  const stop = async () => {
    await Promise.all(running.map((broker) => broker.kill()));
    rmSync(directory, { recursive: true, force: true });
  };

  try {
    for (const node of nodes) await format(node);
    running.push(...(await Promise.all(nodes.map(start))));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    brokers: nodes.map(({ port }) => `127.0.0.1:${port}`),
    dataDirectories: nodes.map((node) => join(node.directory, 'data')),
    async kill(index) {
      await running[index]?.kill();
    },
    async restart(index) {
      const node = nodes[index];
      if (node) running[index] = await start(node);
    },
    freeze: (index) => running[index]?.freeze(),
    thaw: (index) => running[index]?.thaw(),
    stop,
  };

  async function format(node: Node): Promise<void> {
    mkdirSync(node.directory);
    const file = join(node.directory, 'server.properties');
    writeFileSync(file, serverProperties(node, nodes, settings));
    await promisify(execFile)('java', [
      ...[...javaOptions, ...logging, '-cp', classPath, 'kafka.tools.StorageTool', 'format'],
      ...['-t', clusterId, '-c', file, '--initial-controllers', controllers],
    ]);
  }

  function start(node: Node): Promise<BrokerProcess> {
    const heap = brokers === 1 ? '-Xmx512m' : '-Xmx256m';
    const file = join(node.directory, 'server.properties');
    const command = ['java', heap, ...javaOptions, ...logging, '-cp', classPath, 'kafka.Kafka', file];
    return startBroker(directory, command);
  }
}

/** Ports that were free a moment ago: a broker must tell others its own, so that it cannot choose one itself. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** An id as Kafka writes them: base64url of 16 bytes, of which the first character is not a minus sign. */
function randomId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? randomId() : id;
}
