import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scopes } from '@throughgate/identity';
import { type RunningIssuer, startIssuer } from '@throughgate/issuer';
import { createLogger, localDeveloper, OperatorError } from '@throughgate/service';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyingCaller } from '../src/commands/subgraph/verifying-caller.ts';

const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@requiresScopes"])
  type Query { a: Int @requiresScopes(scopes: [["housing:read"], ["housing:aggregate", "outcomes:read"]]) b: Int @requiresScopes(scopes: [["prisons:visits"]]) }`;

let data: string;
let issuer: RunningIssuer;
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'verifying-'));
  issuer = await startIssuer({ port: 0, directory: join(data, 'issuer'), logger: createLogger('silent') });
});
afterAll(async () => {
  await issuer.stop();
  rmSync(data, { recursive: true });
});

const settings = (more: Readonly<Record<string, string>> = {}) => ({
  ...{ data, audience: 'throughgate', rolesClaim: 'roles', issuer: issuer.url, token: undefined },
  ...more,
});

it('a subgraph is asked as the developer of the development issuer, with the scopes that its schema made up', async () => {
  const { scopes: granted, ...caller } = await verifyingCaller(settings(), sdl);
  expect(caller).toMatchObject({ id: 'developer', kind: 'person', token: expect.stringMatching(/^ey/) });
  expect(caller.purpose).toBeTypeOf('string');
  expect([...granted].sort()).toEqual([...Object.keys(scopes), 'housing:aggregate', 'housing:read'].sort());
});

it('is asked with the token that was given, where that is the issuer’s; one of the registry is another matter', async () => {
  const token = await issuer.issue('peer-mentor');
  expect(await verifyingCaller(settings({ token }), sdl)).toMatchObject({ id: 'peer-mentor', token });
  expect(await verifyingCaller(settings({ token: 'tgr_0123456789' }), sdl)).toMatchObject({
    id: 'developer',
  });
});

it('is not asked with a token that the issuer did not make, which is not told', async () => {
  const token = `${(await issuer.issue('developer')).slice(0, -6)}AAAAAA`;
  const refusal = await verifyingCaller(settings({ token }), sdl).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(OperatorError);
  expect(String(refusal)).toContain('HUB_TOKEN cannot be used');
  expect(String(refusal)).not.toContain(token.slice(0, 20));
});

it('is asked as the developer whom a hub without an issuer has, where there is none, and no token of another one’s', async () => {
  const without = { ...settings(), issuer: undefined };
  expect(await verifyingCaller(without, sdl)).toBe(localDeveloper);
  expect(await verifyingCaller(settings({ issuer: 'https://issuer.example' }), sdl)).toBe(localDeveloper);
});
