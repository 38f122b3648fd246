import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a certificate of 127.0.0.1 and localhost. */
export interface TestCertificate {
  /** The authority that signed it, in PEM. */
  readonly caFile: string;
  /** Key and certificate together, in PEM, as Kafka takes them. */
  readonly keyStore: string;
}

/** Makes an authority and a certificate, good for a day, in `directory`. Needs openssl. */
export function makeTestCertificate(directory: string): TestCertificate {
  const path = (name: string) => join(directory, name);
  const openssl = (...words: string[]) =>
    execFileSync('openssl', words, { stdio: ['ignore', 'ignore', 'pipe'] });
  const [caFile, keyStore] = [path('ca.pem'), path('broker.pem')];
  openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=authority of a test'],
    ...['-keyout', path('ca.key'), '-out', caFile],
  );
  openssl(
    ...['req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost'],
    ...['-keyout', path('broker.key'), '-out', path('broker.csr')],
  );
  writeFileSync(path('names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1\n');
  openssl(
    ...['x509', '-req', '-days', '1', '-in', path('broker.csr'), '-CA', caFile, '-CAkey', path('ca.key')],
    ...['-CAcreateserial', '-extfile', path('names'), '-out', path('broker.crt')],
  );
  writeFileSync(
    keyStore,
    readFileSync(path('broker.key'), 'utf8') + readFileSync(path('broker.crt'), 'utf8'),
    {
      mode: 0o600,
    },
  );
  return { caFile, keyStore };
}
