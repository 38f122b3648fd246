import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { commissioners } from './pages/commissioners.ts';
import { frontEnd } from './pages/front-end.ts';
import { readme } from './pages/readme.ts';
import { differs } from './support/differs.ts';
import { type HubForDocs, startHubForDocs } from './support/hub-for-docs.ts';
import { type CodeBlock, codeBlocks } from './support/markdown.ts';
import { type Treatment, unaccounted } from './support/page-table.ts';
import { type BlockPrograms, blockPrograms } from './support/typescript-blocks.ts';

/** Pages whose examples are run, each with its table. To have another page run, add it here. */
const pages = [readme, frontEnd, commissioners];

/** The address that the guides use, that of a hub with the default settings. */
const address = 'http://127.0.0.1:4000';

let hub: HubForDocs;
let programs: BlockPrograms;
beforeAll(async () => {
  programs = blockPrograms();
  hub = await startHubForDocs();
}, 120_000);
afterAll(async () => {
  programs?.[Symbol.dispose]();
  await hub?.[Symbol.asyncDispose]();
});

// Before the examples, whose mutations make people who turn up in lists a moment later.
test.each([
  [
    'outcomes',
    '{ offenders(%) { totalCount edges { cursor } pageInfo { hasNextPage } } }',
    'first: null, after: null',
  ],
  [
    'outcomes',
    '{ offender(identifier: "X204011") { journey(%) { edges { cursor } } spells(%%) { id } } }',
    'first: null, after: null, filter: null',
  ],
  [
    'outcomes',
    '{ offender(identifier: "X204011") { journey(%) { edges { cursor } } } }',
    'filter: { agencies: null, types: null, from: null, to: null }',
  ],
  [
    'outcomes',
    '{ offender(identifier: "X204011") { spells(%) { id } } }',
    'filter: { agencies: null, kinds: null, from: null, to: null }',
  ],
  [
    'prisons',
    '{ prisons(%) { totalCount edges { cursor } pageInfo { hasNextPage } } }',
    'first: null, after: null, active: null',
  ],
  [
    'prisons',
    '{ prisoner(prisonerNumber: "A8281KL") { movements(%) { edges { cursor } } } }',
    'first: null, after: null',
  ],
  [
    'probation',
    '{ probationCase(crn: "X204011") { appointments(%) { edges { cursor } } } }',
    'first: null, after: null',
  ],
  ['providers', '{ contracts(%) { totalCount edges { cursor } } }', 'first: null, after: null'],
  [
    'providers',
    '{ referral(referenceNumber: "FX7777ED") { sessions(%) { edges { cursor } } contract { referrals(%) { totalCount edges { cursor } } } } }',
    'first: null, after: null',
  ],
  [
    'providers',
    '{ referral(referenceNumber: "FX7777ED") { contract { referrals(%) { totalCount edges { cursor } } } } }',
    'filter: { referredFrom: null, referredTo: null, status: null, complexity: null }',
  ],
])('null for an argument of a list of %s is as if it were not given', async (_, query, nulls) => {
  const without = query.replaceAll(/\(%%?\)/g, '');
  const given = query.replace('(%%)', '(filter: null)').replaceAll('(%)', `(${nulls})`);
  const answer = await ask(without);
  expect(answer.errors).toBeUndefined();
  expect(JSON.stringify(answer)).toContain('"');
  expect(await ask(given)).toEqual(answer);
});

describe.each(pages)('$page', (table) => {
  const { page, blocks: rows } = table;
  const blocks = codeBlocks(page);

  test('has each of its code blocks in its table', () => {
    expect(unaccounted(table, blocks)).toBeUndefined();
  });

  for (const [index, block] of blocks.entries()) {
    const [, , as] = rows[index] ?? [];
    const next = blocks[index + 1];
    if (as && as.kind !== 'answer' && as.kind !== 'not run') {
      const [first = ''] = block.text.split('\n');
      test(`line ${block.line}: ${first}`, () => run(as, block, next));
    }
  }
});

test('the types of all TypeScript that is shown fit', () => {
  const paths = pages.flatMap(({ page, blocks: rows }) =>
    codeBlocks(page).flatMap((block, index) => {
      const as = rows[index]?.[2];
      return as?.kind === 'typescript' && as.unchecked === undefined ? [program(as, block, address)] : [];
    }),
  );
  expect(paths).not.toEqual([]);
  expect(programs.typeErrors(paths)).toEqual([]);
}, 120_000);

test('what is written beside a mutation that failed stays, and the same call gives it again', async () => {
  const received = `received: receivePrisoner(input: { idempotencyKey: "beside-1", prisonerNumber: "A9999ZZ",
    at: "2025-10-02T09:15:00Z", reason: NEW_ADMISSION, prisonId: "MDI" }) { id }`;
  const opened = `opened: openCase(input: { idempotencyKey: "beside-2", crn: "X999998", openedOn: "2025-10-02",
    deliveryUnitCode: "N50MANC", forename: "Ann", surname: "Example", dateOfBirth: "1990-02-03", sex: F }) { crn }`;
  const { data, errors } = await ask(`mutation { ${received} ${opened} }`);
  expect(data).toBeNull();
  expect(errors?.map(({ path }) => path)).toEqual([['received']]);
  expect(await ask('{ probationCase(crn: "X999998") { crn } }')).toEqual({
    data: { probationCase: { crn: 'X999998' } },
  });
  expect(await ask(`mutation { ${opened} }`)).toEqual({ data: { opened: { crn: 'X999998' } } });
  expect(await ask('{ probationCase(crn: "X999999") { crn } }')).toEqual({
    data: { probationCase: { crn: 'X999999' } },
  });
});

async function run(as: Treatment, block: CodeBlock, next: CodeBlock | undefined): Promise<void> {
  switch (as.kind) {
    case 'graphql': {
      const query = as.within?.replace('…', block.text) ?? block.text;
      const shows = async () => {
        const answer = await ask(query, as.variables, hub.urlOf(as.to ?? 'hub'), as.by);
        if (as.gives === 'no errors') expect(answer).toEqual({ data: expect.anything() });
        else expectShown(next, answer);
      };
      await (as.comes === 'soon' ? vi.waitFor(shows, { timeout: 10_000 }) : shows());
      return;
    }
    case 'shell': {
      const command = block.text
        .replaceAll(address, hub.urlOf('hub'))
        .replaceAll('npx pnpm hub', `'${process.execPath}' packages/cli/src/main.ts`);
      const { stdout } = await promisify(execFile)('sh', ['-c', command], {
        env: { ...process.env, ...hub.settings },
      });
      expectShown(next, JSON.parse(stdout));
      return;
    }
    case 'answer of': {
      const url = hub.urlOf(as.to ?? 'hub');
      expectShown(
        block,
        'path' in as ? await (await fetch(`${url}${as.path}`)).json() : await ask(as.query, {}, url),
      );
      return;
    }
    case 'printed by the start': {
      const shown = block.text.replaceAll(address, hub.urlOf('hub'));
      const printed = hub.printed.trim().split(/\n+/).join('\n');
      expect(differs(shown, printed, false)).toBeUndefined();
      return;
    }
    case 'typescript': {
      vi.stubEnv('HUB_TOKEN', await hub.tokenOf());
      hub.recorded.headers.length = 0;
      await import(pathToFileURL(program(as, block, hub.recorded.url)).href);
      const sent = hub.recorded.headers;
      if (as.sends) expect(sent).not.toEqual([]);
      for (const headers of sent) if (as.sends) expect(headers).toMatchObject(as.sends);
    }
  }
}

/** Writes the program of a block, in which the hub is at `url`. */
function program(
  { before = '', after = '' }: Extract<Treatment, { kind: 'typescript' }>,
  { text, line }: CodeBlock,
  url: string,
): string {
  const whole = [before, text, after]
    .join('\n')
    .replaceAll(address, url)
    // WebSockets are nothing that is recorded.
    .replaceAll(address.replace('http', 'ws'), hub.urlOf('hub').replace('http', 'ws'));
  return programs.write(`line-${line}-${new URL(url).port}.ts`, whole);
}

function expectShown(block: CodeBlock | undefined, answer: unknown): void {
  const shown: unknown = JSON.parse(block?.text ?? '');
  expect(differs(shown, answer, block?.marks.includes('part') ?? false)).toBeUndefined();
}

async function ask(
  query: string,
  variables: object = {},
  url = hub.urlOf('hub'),
  persona?: string,
): Promise<{ data?: unknown; errors?: { path?: unknown }[] }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await hub.tokenOf(persona)}`,
      'throughgate-purpose': 'supervision',
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as { data?: unknown };
}
