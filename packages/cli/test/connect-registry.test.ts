import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findRegistry } from '../src/registry/connect-registry.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'throughgate-cli-'));
});
afterEach(() => rmSync(data, { recursive: true }));

const running = (pid: number) =>
  writeFileSync(join(data, 'run.json'), JSON.stringify({ pid, registryUrl: 'http://127.0.0.1:1' }));
const token = (text: string) => writeFileSync(join(data, 'registry-token'), text);
const find = (given: Partial<Parameters<typeof findRegistry>[0]> = {}) =>
  findRegistry({ data, registryUrl: undefined, token: undefined, tokenFile: undefined, ...given });

it('finds the hub that runs on the data directory, and its token', () => {
  running(process.pid);
  token('secret\n');
  expect(find()).toEqual({ url: 'http://127.0.0.1:1', token: 'secret' });
});

it('takes the token given instead', () => {
  running(process.pid);
  token('secret\n');
  expect(find({ token: 'mine' })).toMatchObject({ token: 'mine' });
});

it('reads the token from a file', () => {
  writeFileSync(join(data, 'mine'), 'from-file\n');
  const given = { registryUrl: 'http://registry.example.org', tokenFile: join(data, 'mine') };
  expect(find(given)).toEqual({ url: 'http://registry.example.org', token: 'from-file' });
});

it.each([
  ['', 'is empty'],
  [' \n', 'is empty'],
  ['one\ntwo\n', 'holds more than a token'],
])('names the file that holds %j in place of a token', (text, what) => {
  running(process.pid);
  token(text);
  const reason = { code: 'HUB-C040', message: expect.stringContaining(what) };
  expect(() => find()).toThrow(expect.objectContaining(reason));
  expect(() => find()).toThrow(join(data, 'registry-token'));
});

it("never sends the local hub's token elsewhere", () => {
  running(process.pid);
  token('secret\n');
  expect(() => find({ registryUrl: 'http://registry.example.org' })).toThrow(
    expect.objectContaining({ code: 'HUB-C040' }),
  );
});

it('does not believe what a hub left behind that was killed', () => {
  // The highest process id that Linux gives is 2^22.
  running(5_000_000);
  token('secret\n');
  expect(() => find()).toThrow(expect.objectContaining({ code: 'HUB-C050' }));
});

it('says so when no hub runs', () => {
  expect(() => find()).toThrow(expect.objectContaining({ code: 'HUB-C050' }));
});
