import { describe, expect, it } from 'vitest';
import { listLoader } from '../src/graph/list-loader.ts';
import { pageLoader } from '../src/graph/page-loader.ts';
import { createRequestReaders } from '../src/graph/reader.ts';
import type { RecordSource, RunSql, SelectRows } from '../src/graph/record-source.ts';
import { rowLoader } from '../src/graph/row-loader.ts';
import { loadAll, required } from '../src/index.ts';

interface Loan {
  id: string;
  badge: string;
  at: Date;
}

const loans: Loan[] = ['a', 'b', 'c', 'd', 'e'].map((id, index) => ({
  id,
  badge: index < 4 ? 'x' : 'y',
  at: new Date(Date.UTC(2026, 9, index + 1)),
}));

/** A reader that remembers which keys each of its statements asked for. */
function counted<Row>(rowsOf: (keys: string[]) => Row[]) {
  const statements: string[][] = [];
  const read = async (keys: string[]) => {
    statements.push(keys);
    return rowsOf(keys);
  };
  return { statements, read };
}

describe('a row loader', () => {
  it('asks for all keys of a tick with one statement, for each once, and gives null where there is no row', async () => {
    const { statements, read } = counted((keys) => loans.filter(({ id }) => keys.includes(id)));
    const loader = rowLoader(read, ({ id }) => id);
    const rows = await Promise.all(['c', 'none', 'a', 'c'].map((id) => loader.load(id)));
    expect(rows.map((row) => row?.id ?? null)).toEqual(['c', null, 'a', 'c']);
    expect(statements).toEqual([['c', 'none', 'a']]);
  });

  it('asks again for nothing that it has', async () => {
    const { statements, read } = counted((keys) => loans.filter(({ id }) => keys.includes(id)));
    const loader = rowLoader(read, ({ id }) => id);
    await loader.load('a');
    await loader.load('a');
    expect(statements).toHaveLength(1);
  });

  it('splits what is too much for one statement', async () => {
    const { statements, read } = counted<Loan>(() => []);
    const loader = rowLoader(read, ({ id }) => id);
    await Promise.all(Array.from({ length: 2500 }, (_, index) => loader.load(String(index))));
    expect(statements.map(({ length }) => length)).toEqual([1000, 1000, 500]);
  });
});

it('a list loader gives every parent its rows in the order read, and an empty list where there are none', async () => {
  const { statements, read } = counted(() => loans.toReversed());
  const loader = listLoader(read, ({ badge }) => badge);
  const lists = await Promise.all(['x', 'y', 'z'].map((badge) => loader.load(badge)));
  expect(lists.map((list) => list.map(({ id }) => id))).toEqual([['d', 'c', 'b', 'a'], ['e'], []]);
  expect(statements).toEqual([['x', 'y', 'z']]);
});

describe('rows that others point to', () => {
  const loader = () =>
    rowLoader(
      async (ids) => loans.filter(({ id }) => ids.includes(id)),
      ({ id }) => id,
    );

  it('are left out of a list where they do not exist', async () => {
    const { load } = createRequestReaders({} as RecordSource);
    const rows = await loadAll(load, { create: loader }, ['e', 'none', 'a']);
    expect(rows.map(({ id }) => id)).toEqual(['e', 'a']);
  });

  it('are a fault where one must exist', async () => {
    expect((await required(loader().load('a'))).id).toBe('a');
    await expect(required(loader().load('none'))).rejects.toThrow(/does not exist/);
  });
});

describe('a page loader', () => {
  /** Answers like the page loader's SQL: rows of each parent behind a position, the latest first. */
  function pages() {
    const statements: unknown[][] = [];
    const rowsBy = (async (_table: string, _select: SelectRows, values: unknown[]) => {
      statements.push(values);
      const [parents, at, , limit] = values as [string[], string | null, string | null, number];
      return parents.flatMap((parent) =>
        loans
          .filter((row) => row.badge === parent && (at === null || row.at.toISOString() < at))
          .toReversed()
          .slice(0, limit),
      );
    }) as RecordSource['rowsBy'];
    const runSql: RunSql = () => Promise.reject(new Error('nothing is counted'));
    const loader = pageLoader<Loan>(
      { runSql, rowsBy },
      { table: 'Loan', parent: 'badge', orderedBy: 'at', id: 'id' },
    );
    return { statements, loader };
  }

  it('asks once for all parents of the same page, and says whether there is more', async () => {
    const { statements, loader } = pages();
    const [x, y, z] = await Promise.all(['x', 'y', 'z'].map((parent) => loader.load({ parent, first: 3 })));
    expect(x?.edges.map(({ node }) => node.id)).toEqual(['d', 'c', 'b']);
    expect(x?.pageInfo.hasNextPage).toBe(true);
    expect(y?.edges.map(({ node }) => node.id)).toEqual(['e']);
    expect(y?.pageInfo.hasNextPage).toBe(false);
    expect(z?.edges).toEqual([]);
    expect(statements).toEqual([[['x', 'y', 'z'], null, null, 4]]);
  });

  it('goes on behind the cursor it gave', async () => {
    const { statements, loader } = pages();
    const { pageInfo } = await loader.load({ parent: 'x', first: 3 });
    const next = await loader.load({ parent: 'x', first: 3, after: pageInfo.endCursor });
    expect(next.edges.map(({ node }) => node.id)).toEqual(['a']);
    expect(next.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(statements.at(-1)).toEqual([['x'], '2026-10-02T00:00:00.000Z', 'b', 4]);
  });

  it('keeps different pages of one parent apart', async () => {
    const { statements, loader } = pages();
    const [one, two] = await Promise.all([
      loader.load({ parent: 'x', first: 1 }),
      loader.load({ parent: 'x', first: 2 }),
    ]);
    expect([one?.edges.length, two?.edges.length]).toEqual([1, 2]);
    expect(statements).toHaveLength(2);
  });

  it('refuses a page that cannot be, without asking the database', async () => {
    const { statements, loader } = pages();
    await expect(loader.load({ parent: 'x', first: 0 })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', field: 'first' },
    });
    await expect(loader.load({ parent: 'x', first: 1, after: 'nonsense' })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', field: 'after' },
    });
    expect(statements).toEqual([]);
  });

  it.each([
    ['of a list with another order', ['MDI']],
    ['without an id', ['2026-10-02T00:00:00.000Z']],
    ['without a moment', [null, 'b']],
    ['without anything', []],
  ])('refuses a cursor %s, without asking the database', async (_name, position) => {
    const { statements, loader } = pages();
    const after = Buffer.from(JSON.stringify(position)).toString('base64url');
    await expect(loader.load({ parent: 'x', first: 1, after })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', field: 'after' },
    });
    expect(statements).toEqual([]);
  });

  it('that refuses one page still gives the others that were asked for beside it', async () => {
    const { loader } = pages();
    const [bad, good] = await Promise.allSettled([
      loader.load({ parent: 'x', first: 0 }),
      loader.load({ parent: 'x', first: 1 }),
    ]);
    expect(bad.status).toBe('rejected');
    expect(good).toMatchObject({ status: 'fulfilled', value: { edges: [{ node: { id: 'd' } }] } });
  });
});
