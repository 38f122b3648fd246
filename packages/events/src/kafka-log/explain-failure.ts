import { OperatorError } from '@throughgate/service/operator-error';
import type { KafkaConnection } from './kafka-client.ts';

/** Codes of Node's TLS for a certificate that is not trusted, or is another host's. */
const certificateCodes =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_|CERT_|ERR_TLS_CERT_|HOSTNAME_MISMATCH)/;

/**
 * What a person can do about a connection to Kafka that failed. Returns a {@link OperatorError} that names the brokers and
 * the settings, never the password; its cause is the error of kafkajs.
 */
export function explainKafkaFailure(
  cause: unknown,
  { brokers, ssl, sasl }: Pick<KafkaConnection, 'brokers' | 'ssl' | 'sasl'>,
): OperatorError {
  const chain = chainOf(cause);
  const at = `Kafka at ${brokers.join(', ')}`;
  const say = (text: string) => new OperatorError(text, { cause });
  const code = chain.map((error) => ('code' in error ? String(error.code) : '')).find((text) => text !== '');
  const message = chain.at(-1)?.message ?? String(cause);

  if (chain.some(({ name }) => name === 'KafkaJSSASLAuthenticationError')) {
    return say(
      `${at} refuses the login of "${sasl?.username ?? ''}" by ${sasl?.mechanism}: look at KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD and KAFKA_SASL_MECHANISM.`,
    );
  }
  if (code !== undefined && certificateCodes.test(code)) {
    return say(
      `${at} shows a certificate that is not trusted (${code}): KAFKA_SSL_CA_FILE names the file of the authority that signed it.`,
    );
  }
  if (/wrong version number|packet length too long/i.test(message)) {
    return say(`${at} does not speak TLS on that port: look at KAFKA_SSL and the port.`);
  }
  if (/alert (bad )?certificate|certificate required/i.test(message)) {
    return say(`${at} asks for a client's certificate: set KAFKA_SSL_CERT_FILE and KAFKA_SSL_KEY_FILE.`);
  }
  if (/clos|disconnect|ECONNRESET|socket hang up/i.test(`${message} ${code}`)) {
    const hints = [ssl ? undefined : 'TLS (KAFKA_SSL=true)', sasl ? undefined : 'a login (KAFKA_SASL_…)'];
    const wanted = hints.filter((hint) => hint !== undefined).join(' or ');
    return say(`${at} closes the connection${wanted === '' ? '' : `: perhaps it expects ${wanted}`}.`);
  }
  return say(`${at} cannot be reached: ${code ?? message}.`);
}

/** An error and what caused it. */
function chainOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...chainOf(error.cause)] : [];
}
