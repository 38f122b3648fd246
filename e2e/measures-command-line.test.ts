import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { startOutcomesForTest } from '../subgraphs/outcomes/test/support/outcomes.ts';
import { rebuilding, toldEngine } from '../subgraphs/outcomes/test/support/told-engine.ts';
import { runHub, temporaryDirectory } from './support/hub-process.ts';

// The commands as processes, against outcomes' own graph with an engine whose answers are written down; what stands between is
// an address that passes questions on, as a gateway does.
const { engine, asked } = toldEngine();
const answer = engine.answer;
let gateway: string;
beforeAll(async () => {
  const outcomes = await startOutcomesForTest({ measuresEngine: engine });
  const server = createServer(async (request, response) => {
    const { query, variables } = (await json(request)) as {
      query: string;
      variables: Record<string, unknown>;
    };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(await outcomes.ask(query, variables)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  gateway = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return async () => {
    server.close();
    await outcomes[Symbol.asyncDispose]();
  };
});

const hub = (...words: string[]) => runHub([...words, '--gateway', gateway]);
const period = ['--from', '2026-01-01', '--to', '2026-06-30'];

it('hub measures list and show tell what there is and how it is counted', async () => {
  const [list, show, unknown] = await Promise.all([
    hub('measures', 'list'),
    hub('measures', 'show', 'days-to-visit'),
    hub('measures', 'show', 'nothing'),
  ]);
  expect(list.stdout).toMatch(/^visits-liked +1 +share +Visits liked +no data yet$/m);
  expect(show.stdout).toMatch(/^lost to sight +new custody$/m);
  expect(show.stdout).toMatch(/^SELECT 1$/m);
  expect(unknown).toMatchObject({ code: 3, stderr: expect.stringContaining('days-to-visit, visits-liked') });
});

describe('hub measures run', () => {
  it('prints a table with what is too few, how to cite it and what was not in', async () => {
    const { code, stdout } = await hub(
      'measures',
      'run',
      'visits-made',
      ...period,
      '--by',
      'sex',
      '--cohort',
      'prison=LEI,MDI',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Female +50\.0% +30\.0% to 70\.0% +10 +20 /m);
    expect(stdout).toMatch(/^Male +too few +- +- +- /m);
    expect(stdout).toContain(
      'Cite as: visits-made version 1 by SEX, 2026-01-01 to 2026-06-30, PRISON LEI or MDI',
    );
    expect(stdout).toContain('Not all events were in: probation (up to never).');
    expect(asked.at(-1)).toMatchObject({ by: ['SEX'], cohort: { PRISON: ['LEI', 'MDI'] } });
  });

  it('prints CSV that no spreadsheet runs', async () => {
    engine.answer = async (question) => {
      const told = await answer(question);
      const [first] = told.cells as [(typeof told.cells)[number]];
      const by = [{ dimension: 'SEX', code: 'F', label: '=HYPERLINK("x")' }];
      return { ...told, cells: [{ ...first, by, value: -0.25 }] };
    };
    const { stdout } = await hub(
      'measures',
      'run',
      'visits-made',
      ...period,
      '--by',
      'SEX',
      '--format',
      'csv',
    );
    engine.answer = answer;
    const [head, row] = stdout.split('\r\n');
    expect(head).toMatch(/^measure,version,from,to,as_of,policy,SEX,SEX_label,value,lower,upper,/);
    expect(row).toContain(`,F,"'=HYPERLINK(""x"")",-0.25,0.3,0.7,10,20,0.9,false,3,,"visits-made version 1`);
  });

  it('waits while the hub works out its episodes, and says how far it is', async () => {
    let times = 0;
    engine.answer = async (question) => {
      times += 1;
      if (times > 1) return answer(question);
      throw rebuilding('Episodes are being worked out: 40 of 100 people.');
    };
    const { code, stderr } = await hub('measures', 'run', 'visits-made', ...period);
    engine.answer = answer;
    expect(stderr).toContain('40 of 100 people');
    expect(code).toBe(0);
  });

  it.each([
    [['--cohort', 'hair=red'], /There is no key "hair"\. There are: age-band/],
    [['--cohort', 'age-from=19'], /nearest.*COHORT_OFF_GRID/],
    [['--cohort', 'never-saved'], /UNKNOWN_COHORT/],
    [['--by', 'HAIR'], /"HAIR"/],
  ])('with %j is bad input: exit code 3, and what was expected', async (words, message) => {
    const { code, stderr } = await hub('measures', 'run', 'visits-made', ...period, ...words);
    expect(stderr).toMatch(message);
    expect(code).toBe(3);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

it('hub measures verify asks published figures again, and tells when they are no more the same', async () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'figures.json');
  const { stdout } = await hub('measures', 'run', 'visits-made', ...period, '--format', 'json');
  writeFileSync(file, stdout);
  const same = await hub('measures', 'verify', file);
  expect(same).toMatchObject({ code: 0, stdout: expect.stringMatching(/the same[\s\S]*5 checks passed/) });
  expect(asked.at(-1)).toMatchObject({ version: 1, asOf: new Date('2026-10-01T00:00:00Z') });
  writeFileSync(file, readFileSync(file, 'utf8').replace('"numerator":10', '"numerator":15'));
  const other = await hub('measures', 'verify', file);
  expect(other).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/differs[\s\S]*1 of 5 checks failed/),
  });
  writeFileSync(file, '{}');
  expect(await hub('measures', 'verify', file)).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('is not what'),
  });
});

it('hub cohorts saves, lists and shows', async () => {
  const save = (...words: string[]) =>
    hub('cohorts', 'save', 'women-of-leeds', '--title', 'Women of Leeds', ...words);
  const first = await save('--cohort', 'prison=LEI', '--cohort', 'sex=F');
  expect(first.stdout).toMatch(
    /^women-of-leeds@1: Women of Leeds\n {2}SEX: F \(Female\)\n {2}PRISON: LEI\nsaved /,
  );
  const [list, show, none] = await Promise.all([
    hub('cohorts', 'list'),
    hub('cohorts', 'show', 'women-of-leeds@1'),
    hub('cohorts', 'show', 'nobody'),
  ]);
  expect(list.stdout).toMatch(/^women-of-leeds@1 +Women of Leeds +SEX, PRISON /m);
  expect(show.stdout).toContain('versions: women-of-leeds@1');
  expect(none).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('There is no saved cohort "nobody"'),
  });
});

it('hub measures export makes nothing where no hub has kept measures', async () => {
  using directory = temporaryDirectory();
  const to = join(directory.path, 'export');
  const data = join(directory.path, 'data');
  const { code, stderr } = await runHub(['measures', 'export', '--to', to, '--data', data]);
  expect(stderr).toBe(
    `hub: There is no measures' file ${join(data, 'measures', 'measures.duckdb')}: a hub makes it while it runs.\n`,
  );
  expect(code).toBe(1);
  expect([existsSync(to), existsSync(data)]).toEqual([false, false]);
});

it('without a hub the commands say so', async () => {
  using directory = temporaryDirectory();
  const { code, stderr } = await runHub(['measures', 'list', '--data', directory.path]);
  expect(stderr).toContain('No hub serves a graph on');
  expect(code).toBe(1);
});
