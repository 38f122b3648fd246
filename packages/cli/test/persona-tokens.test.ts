import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningIssuer, startIssuer } from '@throughgate/issuer';
import { createLogger } from '@throughgate/service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueToken } from '../src/commands/token/issue.ts';
import { listPersonas } from '../src/commands/token/personas.ts';
import { givenToken } from '../src/graph/given-token.ts';
import { requireIssuer } from '../src/hub/hub-issuer.ts';

const directory = mkdtempSync(join(tmpdir(), 'throughgate-tokens-'));
let issuer: RunningIssuer;
beforeAll(async () => {
  issuer = await startIssuer({
    port: 0,
    directory: join(directory, 'issuer'),
    logger: createLogger('silent'),
  });
  // This process is the hub that runs on the directory.
  writeFileSync(join(directory, 'run.json'), JSON.stringify({ pid: process.pid, issuerUrl: issuer.url }));
});
afterAll(async () => {
  await issuer.stop();
  rmSync(directory, { recursive: true });
});

/** What a token says of itself. */
function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

describe('hub token issue', () => {
  it('prints the token alone, and says beside it for how long and what for', async () => {
    const { text, note } = await issueToken(
      { issuer: undefined, data: directory },
      { as: 'practitioner', expiresIn: 90 },
    );
    expect(text).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const { sub, iat, exp } = claimsOf(text);
    expect([sub, Number(exp) - Number(iat)]).toEqual(['practitioner', 90]);
    expect(note).toContain('`throughgate-purpose: supervision` (or employment-support)');
    expect(note).not.toContain(text.trim());
  });

  it('keeps it to a purpose, and adds scopes of an agency that has joined', async () => {
    const { text } = await issueToken(
      { issuer: issuer.url, data: 'nowhere' },
      { as: 'practitioner', purpose: ['supervision'], scope: ['housing:read'], expiresIn: 90 },
    );
    expect(claimsOf(text)).toMatchObject({ purposes: ['supervision'], scope: 'housing:read' });
  });

  it('refuses a purpose that the persona has not, and says which it has', async () => {
    await expect(
      issueToken({ issuer: issuer.url, data: '' }, { as: 'work-coach', purpose: ['custody'], expiresIn: 90 }),
    ).rejects.toThrow(
      'work-coach has no purpose custody; it has benefit-administration, employment-support.',
    );
  });

  it('says that no hub runs, and what to do', async () => {
    await expect(
      issueToken({ issuer: undefined, data: join(directory, 'none') }, { as: 'developer', expiresIn: 90 }),
    ).rejects.toThrow(/No hub with an issuer runs on .+none\. `hub up` starts one; --issuer names/);
  });
});

it('hub token personas lists each with its purposes, and its scopes for programs', () => {
  const { text, data } = listPersonas();
  expect(text).toMatch(/^peer-mentor +Peer mentor in a prison .+ peer-support$/m);
  expect(data['personas']).toContainEqual(
    expect.objectContaining({ name: 'peer-mentor', scopes: ['outcomes:name', 'prisons:location'] }),
  );
});

describe('a hub without HUB_ISSUER', () => {
  it.each(['0.0.0.0', '::', '192.0.2.7', 'hub.example'])(
    'does not start where others reach it: %s',
    (host) => {
      expect(() => requireIssuer({ issuer: undefined, host })).toThrow(/HUB_ISSUER names no issuer/);
      expect(() => requireIssuer({ issuer: 'https://issuer.example', host })).not.toThrow();
    },
  );

  it.each(['127.0.0.1', '::1', 'localhost'])('starts on %s', (host) => {
    expect(() => requireIssuer({ issuer: undefined, host })).not.toThrow();
  });
});

describe('the token to ask the graph with', () => {
  it('is HUB_TOKEN, else what is in the file, else none', () => {
    const tokenFile = join(directory, 'token');
    writeFileSync(tokenFile, 'from.the.file\n');
    expect(givenToken({ token: 'given', tokenFile })).toBe('given');
    expect(givenToken({ token: undefined, tokenFile })).toBe('from.the.file');
    expect(givenToken({ token: undefined, tokenFile: undefined })).toBeUndefined();
  });

  it('is told to be missing from a file, without what the file holds', () => {
    const tokenFile = join(directory, 'no-token');
    writeFileSync(tokenFile, 'two secrets\n');
    const read = () => givenToken({ token: undefined, tokenFile });
    expect(read).toThrow(/holds no token/);
    expect(read).not.toThrow(/secrets/);
    expect(() => givenToken({ token: undefined, tokenFile: join(directory, 'gone') })).toThrow(
      /cannot be read/,
    );
  });
});
