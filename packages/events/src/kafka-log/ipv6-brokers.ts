import { connect as connectPlainly, isIP } from 'node:net';
import { connect as connectOverTls } from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

// kafkajs takes the brokers that it is given apart at the first colon, of which an IPv6 address has more. So they are
// given to it as Windows writes such addresses in names, and turned back where the connection is made.
const suffix = '.ipv6-literal.net';

/** A broker `[::1]:9092` as `--1.ipv6-literal.net:9092`; any other as it is. */
export function withoutColons(broker: string): string {
  const { address, port } = /^\[(?<address>[^\]]+)\]:(?<port>\d+)$/.exec(broker)?.groups ?? {};
  return address === undefined ? broker : `${address.replaceAll(':', '-')}${suffix}:${port}`;
}

/** Milliseconds after which an idle connection is asked whether it is still there: as kafkajs has it. */
const keepAlive = 60_000;

/** Connects to a broker, by name, by address, or by what {@link withoutColons} made of one. */
export const connect: ISocketFactory = ({ host: given, port, ssl, onConnect }) => {
  const host = given.endsWith(suffix) ? given.slice(0, -suffix.length).replaceAll('-', ':') : given;
  const servername = isIP(host) === 0 ? { servername: host } : {};
  const socket = ssl
    ? connectOverTls({ host, port, ...servername, ...ssl }, onConnect)
    : connectPlainly({ host, port }, onConnect);
  return socket.setKeepAlive(true, keepAlive);
};
