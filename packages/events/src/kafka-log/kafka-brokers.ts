/** Brokers as a person lists them, read: or what is wrong with them, to be put behind the setting's name. */
export type GivenBrokers =
  | { readonly brokers: readonly string[]; readonly fault?: undefined }
  | { readonly brokers?: undefined; readonly fault: string };

/** `host:port`, with the host a name, an IPv4 address, or an IPv6 address in brackets. */
const brokerForm =
  /^(?<host>[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+(?:%[\w.]+)?\]):(?<port>\d{1,5})$/i;

/**
 * Reads `host:port,host:port`. White space around a comma, a comma at the end, and a broker named twice do no harm. A
 * fault names the broker that has it and what was expected.
 */
export function readKafkaBrokers(text: string): GivenBrokers {
  // Nothing of what may be a password is repeated.
  if (text.includes('@')) {
    return { fault: 'has an "@": a user and password go in KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD' };
  }
  const brokers = new Set<string>();
  for (const entry of text.split(',')) {
    const broker = entry.trim().toLowerCase();
    if (broker === '') continue;
    const fault = faultOf(broker);
    if (fault !== undefined) return { fault: `names a broker "${broker}", ${fault}` };
    brokers.add(broker);
  }
  return brokers.size === 0 ? { fault: 'names no broker' } : { brokers: [...brokers] };
}

function faultOf(broker: string): string | undefined {
  const scheme = /^[a-z][\w+.-]*:\/\//.exec(broker)?.[0];
  if (scheme !== undefined) {
    const tls = /ssl/.test(scheme) ? ' (KAFKA_SSL=true is for TLS)' : '';
    return `which begins with "${scheme}": host:port alone is expected${tls}`;
  }
  const { host, port } = brokerForm.exec(broker)?.groups ?? {};
  if (host !== undefined && port !== undefined) {
    return Number(port) >= 1 && Number(port) <= 65_535 ? undefined : `whose port is not one of 1 to 65535`;
  }
  if (/\s/.test(broker)) return 'with white space in it: brokers stand with commas between them';
  if (/^\[[^\]]*\]$/.test(broker) || !broker.includes(':'))
    return "which has no port: Kafka's usual one is 9092";
  if (/^[0-9a-f:.]*:[0-9a-f:.]*:\d+$/.test(broker)) {
    return 'an IPv6 address without brackets: [::1]:9092 is expected';
  }
  return 'where host:port is expected';
}
