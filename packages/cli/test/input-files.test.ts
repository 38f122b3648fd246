import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOperations } from '../src/commands/operations/read-operations.ts';
import { readEventFiles } from '../src/input/read-event-files.ts';
import { readProposal } from '../src/input/read-proposal.ts';
import { readSupergraphConfig } from '../src/input/read-supergraph-config.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughgate-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const asPowerShell = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('a file in another encoding', () => {
  const latin = Buffer.from('# caf\xe9', 'latin1');

  it.each<[string, (path: string) => Promise<unknown>]>([
    ['a schema', (schema) => readProposal({ name: 'housing', schema })],
    ['an AsyncAPI document', readEventFiles],
    ['operations', readOperations],
    ['a supergraph configuration', readSupergraphConfig],
  ])('is named when it is %s and cannot be read', async (_name, read) => {
    const path = write('latin.txt', latin);
    await expect(read(path)).rejects.toMatchObject({
      code: 'HUB-C054',
      message: expect.stringMatching(
        /latin\.txt is not UTF-8: the byte 0xE9 at line 1, column 6 .*save it as UTF-8\.$/,
      ),
    });
  });

  it('is read when it is UTF-16 with a byte order mark', async () => {
    const schema = write('schema.graphql', asPowerShell('type Query { a: Int }'));
    write('one.json', asPowerShell('{"type": "object"}'));
    const events = write('events.yaml', asPowerShell('a: { $ref: "one.json" }'));
    const config = write(
      'subgraph.yaml',
      asPowerShell(
        'subgraphs: { housing: { schema: { file: schema.graphql }, events: { file: events.yaml } } }',
      ),
    );
    const [proposal] = await readSupergraphConfig(config);
    expect(proposal).toEqual(await readProposal({ name: 'housing', schema, events }));
    expect(proposal?.schema.text).toBe('type Query { a: Int }');
    expect(proposal?.events?.files.map(({ text }) => text)).toContain('{"type": "object"}');
  });

  it('is named on the command line, with exit code 3 and no stack trace', async () => {
    const path = write('utf16.graphql', Buffer.from('type Query { a: Int }', 'utf16le'));
    const hub = [
      join(import.meta.dirname, '../src/main.ts'),
      'subgraph',
      'check',
      '--name',
      'housing',
      '--schema',
      path,
    ];
    const env = { ...process.env, HUB_REGISTRY_URL: 'http://127.0.0.1:9', HUB_TOKEN: 'none' };
    await expect(promisify(execFile)(process.execPath, hub, { env })).rejects.toMatchObject({
      code: 3,
      stderr: expect.stringMatching(
        /^error\[HUB-C054\] .*utf16\.graphql is UTF-16 without .*save it as UTF-8\.\n {2}fix: .*\n {2}more: .*\n$/,
      ),
    });
  });
});

describe('variables in a supergraph configuration', () => {
  const config = (url: string) =>
    write(
      'variables.yaml',
      `subgraphs:\n  housing:\n    routing_url: ${url}\n    schema: { file: "\${env.HUB_TEST_FOLDER}/schema.graphql" }\n`,
    );
  const urlOf = async (url: string) => (await readSupergraphConfig(config(url)))[0]?.routingUrl;

  beforeAll(() => {
    process.env['HUB_TEST_FOLDER'] = folder;
    process.env['HUB_TEST_HOST'] = 'housing.example';
    delete process.env['HUB_TEST_UNSET'];
    write('schema.graphql', 'type Query { a: Int }');
    write('url.txt', 'http://from.file/graphql\r\n');
  });

  it.each([
    [`http://\${env.HUB_TEST_HOST}/graphql`, 'http://housing.example/graphql'],
    [`\${file.url.txt}`, 'http://from.file/graphql'],
    [`http://\${env.HUB_TEST_UNSET:-localhost:4000}/graphql`, 'http://localhost:4000/graphql'],
  ])('%s is expanded', async (url, expanded) => {
    expect(await urlOf(url)).toBe(expanded);
  });

  it.each([
    [
      `\${env.HUB_TEST_UNSET}`,
      /subgraphs\.housing\.routing_url: the environment variable HUB_TEST_UNSET .*is not set/,
    ],
    [
      `\${file.missing.txt}`,
      /subgraphs\.housing\.routing_url: the file of \$\{file\.missing\.txt\} cannot be used/,
    ],
    [`\${HUB_TEST_HOST}`, /\$\{HUB_TEST_HOST\} cannot be expanded: what can is \$\{env\.NAME\} and/],
    [`\${}`, /\$\{\} cannot be expanded/],
    [`\${env.HUB_TEST_HOST}`, /must be an address, http.*subgraphs\.housing\.routing_url/s],
  ])('%s is refused by name', async (url, message) => {
    await expect(urlOf(url)).rejects.toMatchObject({
      code: 'HUB-C054',
      message: expect.stringMatching(message),
    });
  });
});
