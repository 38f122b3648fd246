import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runHub } from '../support/hub-process.ts';
import { databases, serviceKey } from './hub.ts';

const supergraph = join(import.meta.dirname, '../../schemas/supergraph.graphql');
const key = { HUB_SERVICE_KEY: serviceKey };
const others = { HUB_HOST: '0.0.0.0' };
const nobodyVouches =
  /supergraph requires something of callers.*nobody vouches for who asks\. Set HUB_ISSUER/;

/** Command, its settings, and what it must say as it ends. */
const attempts: Readonly<
  Record<string, readonly [string[], Record<string, string> | (() => Record<string, string>), RegExp]>
> = {
  'a gateway over a file whose schema requires something, without an issuer': [
    ['gateway', '--supergraph', supergraph],
    {},
    nobodyVouches,
  ],
  'the same where others reach it': [['gateway', '--supergraph', supergraph], others, nobodyVouches],
  'a gateway over the hub’s own schema, without an issuer': [['start', 'gateway'], key, nobodyVouches],
  'a whole hub that others reach, with the issuer that asks for no password': [
    ['up'],
    { ...key, ...others },
    /HUB_HOST is 0\.0\.0\.0, which others reach, and HUB_ISSUER names no issuer/,
  ],
  'that issuer by itself, where others reach it': [
    ['start', 'issuer'],
    others,
    /asks for no password, and so listens on this machine alone/,
  ],
  'an agency that others reach, without an issuer': [
    ['start', 'probation'],
    () => ({
      ...key,
      ...others,
      DATABASE_URL: databases['probation'] ?? '',
      HUB_EVENTS_DATABASE_URL: databases['events'] ?? '',
    }),
    /HUB_ISSUER/,
  ],
  'a gateway whose issuer is reached in the clear': [
    ['gateway', '--supergraph', supergraph],
    { HUB_ISSUER: 'http://id.example.org' },
    /HUB_ISSUER .* it must be: .*https:/,
  ],
};

/** Where nobody could say who asks, nothing is served. */
export function whatDoesNotStart(): void {
  it.concurrent.each(Object.entries(attempts))('%s', async (_what, [command, settings, says]) => {
    const given = typeof settings === 'function' ? settings() : settings;
    const { code, stdout, stderr } = await runHub(command, given);
    expect([code === 1 || code === 3, stderr]).toEqual([true, expect.stringMatching(says)]);
    expect(stdout).not.toMatch(/^ready /m);
    expect(stdout + stderr).not.toMatch(/\bat .*\.ts:\d+|node_modules/);
    expect(stdout + stderr).not.toContain(serviceKey);
  });
}
