import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEventFiles } from '../src/input/read-event-files.ts';

let folder: string;
const home = process.cwd();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughgate-cli-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

describe('event sources', () => {
  it('are the document and every file it refers to, however far, once each, by their paths from here', async () => {
    write({
      'events/housing.yaml':
        'a: { $ref: "./one.json" }\nb: { $ref: "#/a" }\nc: { $ref: "parts/two.yml#/x" }\n',
      'events/one.json': '{"x": {"$ref": "parts/two.yml#/y"}}',
      'events/parts/two.yml': 'x: { $ref: "../one.json#/x" }\ny: { $ref: "with%20space.json" }\n',
      'events/parts/with space.json': '{"type": "string"}',
      'events/unused.json': '{}',
    });
    const { entry, files } = await readEventFiles('events/housing.yaml');
    expect(entry).toBe('events/housing.yaml');
    expect(files.map(({ path }) => path).sort()).toEqual([
      'events/housing.yaml',
      'events/one.json',
      'events/parts/two.yml',
      'events/parts/with space.json',
    ]);
    expect(files[0]?.text).toContain('./one.json');
  });

  it('hold nothing from outside the folder of the document, and fetch nothing', async () => {
    write({
      'secret.json': '{"password": "x"}',
      'events/housing.yaml':
        'a: { $ref: "../secret.json" }\nb: { $ref: "/etc/passwd" }\nc: { $ref: "https://example.org/x.json" }\nd: { $ref: "urn:throughgate:events:common:person:v1" }\n',
    });
    const { files } = await readEventFiles('events/housing.yaml');
    expect(files.map(({ path }) => path)).toEqual(['events/housing.yaml']);
  });

  it('are sent as they are when they cannot be read as YAML: the registry says where', async () => {
    write({ 'events.yaml': 'a: [\n$ref: x' });
    expect((await readEventFiles('events.yaml')).files).toHaveLength(1);
  });

  it.each(['nowhere.yaml', 'events.yaml'])('a file that is missing is named: %s', async (file) => {
    write({ 'events.yaml': 'a: { $ref: "./gone.json" }' });
    await expect(readEventFiles(file)).rejects.toMatchObject({
      code: 'HUB-C054',
      message: expect.stringContaining(file === 'events.yaml' ? 'events.yaml refers to gone.json' : file),
    });
  });
});
