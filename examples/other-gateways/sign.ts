import { createHmac } from 'node:crypto';

/** Who asks, as docs/integrators.md describes it. A gateway of your own says who its user is. */
const caller = Buffer.from(
  JSON.stringify({
    id: 'other-gateway',
    kind: 'system',
    organisation: 'throughgate',
    roles: ['reader'],
    scopes: [],
  }),
).toString('base64url');

/** The headers without which the hub's subgraphs refuse a request, for its body and the key that they share. */
export function sign(body: string, serviceKey: string): Record<string, string> {
  const time = Date.now().toString();
  const hmac = createHmac('sha256', serviceKey).update(`${time}\n${caller}\n${body}`).digest('base64url');
  return { 'throughgate-caller': caller, 'throughgate-signature': `${time}.${hmac}` };
}
