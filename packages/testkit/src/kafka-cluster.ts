import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import getPort from 'get-port';
import { kafkaLibraries } from './kafka-libraries.ts';
import { type BrokerProcess, startBroker } from './kafka-process.ts';
import { type Node, serverProperties } from './kafka-settings.ts';
import { makeTestCertificate } from './test-certificate.ts';

/** A real Kafka on this machine, with its data in a directory that goes with it. */
export interface KafkaCluster {
  /** Addresses of the brokers, `host:port`. */
  readonly brokers: readonly string[];
  /** Directory of each broker's records: of a topic's partition, `<topic>-<partition>/*.log`. */
  readonly dataDirectories: readonly string[];
  /** Address over TLS for those who log in, and the authority of its certificate; with `login` only. */
  readonly secured: { readonly broker: string; readonly caFile: string } | undefined;
  /** Address of the first broker on `[::1]`; `undefined` where the machine has no IPv6, or it was not asked for. */
  readonly ipv6: string | undefined;
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

/** What a Kafka is started with. */
export interface KafkaOptions {
  readonly brokers: 1 | 3;
  /** Port of the first broker; those of others follow. @default free ones */
  readonly port?: number | undefined;
  /** Folder in which one broker keeps its data, to go on with them the next time. @default one that goes at the end */
  readonly data?: string | undefined;
  /** A user who logs in with SCRAM-SHA-512 over TLS, at an address of its own. Needs openssl. @default none */
  readonly login?: { readonly username: string; readonly password: string } | undefined;
  /** Whether the first broker listens on `[::1]` too, where there is IPv6. @default false */
  readonly ipv6?: boolean;
  /** Settings of the brokers over those of `serverProperties`. @default none */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
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
export async function startKafka(options: KafkaOptions): Promise<KafkaCluster> {
  const { brokers, port, data, login, settings = {} } = options;
  const classPath = join(await kafkaLibraries(), '*');
  const directory = data === undefined ? mkdtempSync(join(tmpdir(), 'throughgate-kafka-')) : resolve(data);
  mkdirSync(directory, { recursive: true });
  const certificate = login && makeTestCertificate(directory);
  const ports = await freePorts(brokers * 2 + 2);
  const nodes: Node[] = Array.from({ length: brokers }, (_, index) => ({
    id: index + 1,
    port: port === undefined ? (ports[index * 2] ?? 0) : port + index,
    controllerPort: keptControllerPort(join(directory, String(index + 1))) ?? ports[index * 2 + 1] ?? 0,
    directory: join(directory, String(index + 1)),
    directoryId: randomId(),
    secured: certificate && index === 0 ? { ...certificate, port: ports[brokers * 2] ?? 0 } : undefined,
    ipv6Port: options.ipv6 && index === 0 && hasIpv6() ? ports[brokers * 2 + 1] : undefined,
  }));
  const clusterId = randomId();
  const controllers = nodes
    .map((one) => `${one.id}@127.0.0.1:${one.controllerPort}:${one.directoryId}`)
    .join(',');
  const running: BrokerProcess[] = [];
  const stop = async () => {
    // What is kept is left in order.
    await Promise.all(running.map((broker) => (data === undefined ? broker.kill() : broker.end())));
    if (data === undefined) rmSync(directory, { recursive: true, force: true });
  };

  try {
    for (const node of nodes) await prepare(node);
    running.push(...(await Promise.all(nodes.map(start))));
  } catch (error) {
    await stop();
    throw error;
  }
  const [first] = nodes;
  return {
    brokers: nodes.map((node) => `127.0.0.1:${node.port}`),
    dataDirectories: nodes.map((node) => join(node.directory, 'data')),
    secured: certificate && { broker: `127.0.0.1:${first?.secured?.port}`, caFile: certificate.caFile },
    ipv6: first?.ipv6Port === undefined ? undefined : `[::1]:${first.ipv6Port}`,
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

  /** Writes the node's settings and, where there are no data, formats its directory. */
  async function prepare(node: Node): Promise<void> {
    mkdirSync(node.directory, { recursive: true });
    const file = join(node.directory, 'server.properties');
    writeFileSync(file, serverProperties(node, nodes, settings));
    if (existsSync(join(node.directory, 'data', 'meta.properties'))) return;
    await promisify(execFile)('java', [
      ...[...javaOptions, ...logging, '-cp', classPath, 'kafka.tools.StorageTool', 'format'],
      ...['-t', clusterId, '-c', file, '--initial-controllers', controllers],
      ...(login ? ['--add-scram', `SCRAM-SHA-512=[name=${login.username},password=${login.password}]`] : []),
    ]);
  }

  function start(node: Node): Promise<BrokerProcess> {
    const heap = brokers === 1 ? '-Xmx512m' : '-Xmx256m';
    const file = join(node.directory, 'server.properties');
    const command = ['java', heap, ...javaOptions, ...logging, '-cp', classPath, 'kafka.Kafka', file];
    return startBroker(data === undefined ? directory : undefined, command);
  }
}

/** The controller's port of kept data, which is written into them. */
function keptControllerPort(directory: string): number | undefined {
  const file = join(directory, 'server.properties');
  if (!existsSync(join(directory, 'data', 'meta.properties')) || !existsSync(file)) return undefined;
  const port = /CONTROLLER:\/\/127\.0\.0\.1:(\d+)/.exec(readFileSync(file, 'utf8'))?.[1];
  return port === undefined ? undefined : Number(port);
}

function hasIpv6(): boolean {
  return Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
}

/** Ports that were free a moment ago: a broker must tell others its own, so that it cannot choose one itself. */
function freePorts(count: number): Promise<number[]> {
  return Promise.all(Array.from({ length: count }, () => getPort({ host: '127.0.0.1' })));
}

/** An id as Kafka writes them: base64url of 16 bytes, of which the first character is not a minus sign. */
function randomId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? randomId() : id;
}
