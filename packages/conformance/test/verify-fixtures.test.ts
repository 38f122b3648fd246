import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { verifySubgraph } from '../src/index.ts';
import { startTenancies, tenanciesSdl } from './support/tenancies.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'throughgate-fixtures-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const wholeTenancy = `type: Tenancy
records:
  - representation: { id: t-1, landlord: { code: MCC }, number: 1 }
unknown:
  - { id: no-such-tenancy, landlord: { code: MCC }, number: 99 }
`;
const wholeOffender = `type: Offender
requires:
  - field: housing
    representation: { id: p-1, identifiers: { crns: [X100001] } }
`;

/** Verifies with these files; returns what is wrong with the fixtures, and checks that nothing else is wrong. */
async function problems(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  await using subgraph = await startTenancies();
  const published = { sdl: tenanciesSdl, path: 'housing.graphql' };
  const { checks } = await verifySubgraph({
    name: 'housing',
    url: subgraph.url,
    fixtures: directory,
    published,
  });
  const findings = checks.flatMap((check) => check.findings);
  expect(findings.filter(({ code }) => code !== 'HUB-C069')).toEqual([]);
  return findings.map(({ message, coordinate, places: [place] }) => ({
    message,
    coordinate,
    line: place?.line,
  }));
}

it('names a fixture in another encoding, and reads UTF-16 with its mark', async () => {
  writeFileSync(join(directory, 'a.yaml'), Buffer.from(`\uFEFF${wholeTenancy}`, 'utf16le'));
  expect(await problems({ 'b.yml': wholeOffender })).toEqual([]);
  writeFileSync(join(directory, 'a.yaml'), Buffer.from(`# caf\u00e9\n${wholeTenancy}`, 'latin1'));
  const [first] = await problems({});
  expect(first?.message).toMatch(/^The fixture is not UTF-8: the byte 0xE9 at line 1, .*save it as UTF-8\.$/);
});

it('takes one record as enough', async () => {
  expect(await problems({ 'a.yaml': wholeTenancy, 'b.yml': wholeOffender })).toEqual([]);
});

it('gives an example for an entity that has no fixture, with the fields of all its keys', async () => {
  const [byId, byNumber] = await problems({ 'b.yaml': wholeOffender });
  expect(byId?.message).toContain(`Tenancy.yaml:
type: Tenancy
records:
  - representation:
      id: …
      landlord:
        code: …
      number: …`);
  expect(byNumber?.coordinate).toBe('Tenancy');
});

it('gives an example for a field with @requires that has no fixture', async () => {
  const [found] = await problems({ 'a.yaml': wholeTenancy, 'b.yaml': 'type: Offender\n' });
  expect(found?.message).toContain('Offender');
  const all = (await problems({ 'a.yaml': wholeTenancy })).map(({ message }) => message).join('\n');
  expect(all).toContain(`requires:
  - field: housing
    representation:
      id: …
      identifiers:
        crns: …`);
});

it.each([
  [
    'a key that no record covers',
    wholeTenancy.replace(/, landlord: \{ code: MCC \}, number: 1 /, ''),
    'Tenancy by landlord',
  ],
  [
    'no unknown key',
    wholeTenancy.replace(/unknown:[\s\S]*/, ''),
    'names no key (id) that leads to no record',
  ],
  [
    'an unknown key of another key only',
    wholeTenancy.replace('{ id: no-such-tenancy, landlord', '{ landlord'),
    'names no key (id)',
  ],
  [
    'an expected field that is not there',
    wholeTenancy.replace('number: 1 }', 'number: 1 }\n    expect: { colour: red }'),
    'Tenancy has no field colour',
  ],
])('refuses %s', async (_what, text, message) => {
  expect((await problems({ 'a.yaml': text, 'b.yaml': wholeOffender }))[0]?.message).toContain(message);
});

it('refuses a representation that lacks what the field requires, and names it', async () => {
  const text = wholeOffender.replace('crns: [X100001]', '');
  const found = await problems({ 'a.yaml': wholeTenancy, 'b.yaml': text });
  expect(found).toEqual([
    {
      message: 'The representation of Offender.housing lacks identifiers.crns.',
      coordinate: 'Offender.housing',
      line: 3,
    },
  ]);
});

it('accepts that no key is unknown when the fixture says so', async () => {
  const text = wholeTenancy.replace(/unknown:[\s\S]*/, 'unknown: []\n');
  expect(await problems({ 'a.yaml': text, 'b.yaml': wholeOffender })).toEqual([]);
});

it('points into files that it cannot use', async () => {
  const found = await problems({
    'a.yaml': wholeTenancy,
    'b.yaml': wholeOffender,
    'c.yaml': wholeTenancy,
    'd.yaml': 'type: [',
    'e.json': '{\n "type": "Prison",\n "records": [\n  { "key": 1 }\n ] }',
    'readme.txt': 'not a fixture',
  });
  expect(found.map(({ message, line }) => [message.slice(0, 40), line])).toEqual([
    ['There is a second fixture for Tenancy; o', 1],
    ['The fixture is not YAML or JSON: Flow se', 1],
    ['The fixture has another form: ✖ Unrecogn', 4],
  ]);
});

it('says when there is no folder', async () => {
  rmSync(directory, { recursive: true });
  const [found] = await problems({});
  expect(found?.message).toContain(`There is no folder ${directory}`);
  mkdirSync(directory);
});
