/** Addresses and identity of one broker of a test cluster. */
export interface Node {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  readonly directory: string;
  /** Id of its data directory, by which the first controllers know each other. */
  readonly directoryId: string;
  /** Port at which it is reached over TLS by those who log in, with the PEM file of its key and certificate. */
  readonly secured?: { readonly port: number; readonly keyStore: string } | undefined;
  /** Port of `[::1]` at which it is reached too. */
  readonly ipv6Port?: number | undefined;
}

/** server.properties of a node: small, quick to notice that another died, and with `others` over that. */
export function serverProperties(
  node: Node,
  nodes: readonly Node[],
  others: Readonly<Record<string, string | number | boolean>> = {},
): string {
  const copies = nodes.length;
  const { port, secured, ipv6Port } = node;
  const listeners = [
    `PLAINTEXT://127.0.0.1:${port}`,
    `CONTROLLER://127.0.0.1:${node.controllerPort}`,
    ...(secured ? [`SASL_SSL://127.0.0.1:${secured.port}`] : []),
    ...(ipv6Port === undefined ? [] : [`IPV6://[::1]:${ipv6Port}`]),
  ].join(',');
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': node.id,
    'controller.quorum.bootstrap.servers': nodes.map((one) => `127.0.0.1:${one.controllerPort}`).join(','),
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map':
      'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL,IPV6:PLAINTEXT',
    listeners,
    'advertised.listeners': listeners,
    'log.dirs': `${node.directory}/data`,
    'auto.create.topics.enable': false,
    'default.replication.factor': copies,
    'min.insync.replicas': Math.max(1, copies - 1),
    'offsets.topic.num.partitions': 4,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': Math.max(1, copies - 1),
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': Math.max(1, copies - 1),
    'group.initial.rebalance.delay.ms': 0,
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    'num.network.threads': 2,
    'num.io.threads': 2,
    ...(secured
      ? {
          'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
          'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config':
            'org.apache.kafka.common.security.scram.ScramLoginModule required;',
          'ssl.keystore.type': 'PEM',
          'ssl.keystore.location': secured.keyStore,
        }
      : {}),
    ...others,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
