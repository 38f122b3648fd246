import { createHmac, randomBytes } from 'node:crypto';
import { callerOf } from '@throughgate/identity';
import { createSignatureVerifier, createSigner, subgraphKey } from '@throughgate/service';
import { times as asRatio, type Figure, inUnit, judged, plain } from '../harness/figure.ts';
import { interleaved } from '../harness/interleaved.ts';
import { median, medianRatio } from '../harness/statistics.ts';
import { type MicroSize, microsEachNow } from './micros-each.ts';

/** Bytes of a request to a subgraph: a long one, with the entities of a page. */
const bodySize = 5_000;

/** Signing a request to a subgraph and verifying it there, beside the HMAC over its body alone, made twice. */
export async function signatureFigures({ rounds, times }: MicroSize): Promise<Figure[]> {
  const masterKey = randomBytes(24).toString('base64url');
  const sign = createSigner({ masterKey });
  const key = subgraphKey(masterKey, 'probation');
  const verify = createSignatureVerifier({ subgraph: 'probation', keys: [key] });
  const body = JSON.stringify({ query: 'x'.repeat(bodySize - 12) });
  // As it arrives.
  const bytes = Buffer.from(body);
  const token = `${'a'.repeat(60)}.${'b'.repeat(500)}.${'c'.repeat(342)}`;
  const caller = callerOf(
    {
      id: '3f2b9c1e-7f0c-4f5e-9b57-000000000001',
      clientId: 'case-management',
      kind: 'person',
      organisation: 'Probation Service, Greater Manchester',
      roles: ['probation-practitioner'],
      scopes: ['probation:read', 'probation:write', 'prisons:read', 'jobcentre:read', 'outcomes:read'],
      purposes: ['supervision'],
      subgraphs: [],
      expiresAt: 0,
    },
    token,
    'supervision',
  );
  let requests = 0;
  const signed = () => {
    requests += 1;
    return sign({ subgraph: 'probation', requestId: `bench-${requests}`, caller, body });
  };
  const bare = () => createHmac('sha256', key).update(bytes).digest();
  const contestants = {
    both: async () =>
      microsEachNow(times, () => {
        if (verify(signed(), bytes) === undefined) throw new Error('a good request was refused');
      }),
    signing: async () => microsEachNow(times, signed),
    bare: async () =>
      microsEachNow(times, () => {
        bare();
        bare();
      }),
  };
  for (const contestant of Object.values(contestants)) await contestant();
  const results = await interleaved(rounds, contestants);
  const micros = inUnit('µs');
  return [
    judged(
      `signing a request of ${bodySize} bytes and verifying it`,
      median(results.both),
      { atMost: 20 },
      micros,
    ),
    plain('  of which signing', median(results.signing), micros),
    plain('  the HMAC over the body alone, twice', median(results.bare), micros),
    plain('  × that', medianRatio(results.both, results.bare), asRatio),
  ];
}
