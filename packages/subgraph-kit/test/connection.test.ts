import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { type Connection, connectionOf, connectionOfList, pageRequest } from '../src/index.ts';

// The same cases in every run.
fc.configureGlobal({ seed: 20261001 });

/** The code and field of the error that a page request raises. */
function refusal(page: { first: number; after?: string | null }): unknown {
  try {
    pageRequest(page);
    return undefined;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return error.extensions;
  }
}

/** Any text that a database can hold. */
const texts = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0') && text.isWellFormed());
const positions = fc.array(fc.option(texts), { minLength: 1, maxLength: 3 });

describe('a cursor', () => {
  it('leads back to the position it was made of, whatever text that holds', () => {
    fc.assert(
      fc.property(positions, (position) => {
        const page = pageRequest({ first: 1 });
        const { endCursor } = connectionOf(['row'], page, () => position).pageInfo;
        expect(endCursor).toMatch(/^[\w-]+$/);
        expect(pageRequest({ first: 1, after: endCursor }).after).toEqual(position);
      }),
    );
  });

  it.each([
    ['a word', 'nonsense'],
    ['nothing', ''],
    ['JSON that is no list', Buffer.from('{"at":"2026-10-01"}').toString('base64url')],
    ['a list of numbers', Buffer.from('[1,2]').toString('base64url')],
    ['a list of lists', Buffer.from('[["a"]]').toString('base64url')],
    ['a cursor cut short', Buffer.from('["2026-10-01","a"]').toString('base64url').slice(0, -4)],
    ['text with the character NUL', Buffer.from(JSON.stringify(['2026-10-01', '\0'])).toString('base64url')],
    ['half a surrogate pair', Buffer.from('["\\ud83d"]').toString('base64url')],
    ['SQL', `' OR 1=1 --`],
  ])('that is %s is refused as BAD_USER_INPUT', (_name, after) => {
    expect(refusal({ first: 1, after })).toEqual({ code: 'BAD_USER_INPUT', field: 'after' });
  });

  it('that is arbitrary text is refused as BAD_USER_INPUT, never as a fault', () => {
    // The alphabet of cursors starts "[" with a "W": this text is certainly none of ours.
    const garbage = fc.string({ unit: 'binary' }).filter((text) => !text.includes('W'));
    fc.assert(
      fc.property(garbage, (after) => {
        expect(refusal({ first: 1, after })).toEqual({ code: 'BAD_USER_INPUT', field: 'after' });
      }),
    );
  });
});

describe('the size of a page', () => {
  it.each([0, -1, 501, 2_147_483_647])('of %i is refused as BAD_USER_INPUT', (first) => {
    expect(refusal({ first })).toEqual({ code: 'BAD_USER_INPUT', field: 'first' });
  });

  it.each([1, 500])('of %i is accepted', (first) => {
    expect(pageRequest({ first })).toEqual({ first, after: undefined });
    expect(pageRequest({ first, after: null })).toEqual({ first, after: undefined });
  });
});

describe('a connection', () => {
  it('over a list gives each item once and in order, whatever the size of the pages', () => {
    const lists = fc.uniqueArray(fc.string({ minLength: 1 })).map((list) => list.sort());
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 7 }), (list, first) => {
        const seen: string[] = [];
        let after: string | null = null;
        let pages = 0;
        do {
          const connection: Connection<string> & { readonly totalCount: number } = connectionOfList(
            list,
            pageRequest({ first, after }),
            (item) => item,
          );
          expect(connection.totalCount).toBe(list.length);
          expect(connection.pageInfo.hasPreviousPage).toBe(pages > 0);
          expect(connection.pageInfo.startCursor).toBe(connection.edges[0]?.cursor ?? null);
          seen.push(...connection.edges.map(({ node }) => node));
          after = connection.pageInfo.hasNextPage ? connection.pageInfo.endCursor : null;
          pages += 1;
        } while (after !== null);
        expect(seen).toEqual(list);
        expect(pages).toBe(Math.max(1, Math.ceil(list.length / first)));
      }),
    );
  });

  it('goes on behind an item that was removed since', () => {
    const page = pageRequest({ first: 1 });
    const { endCursor } = connectionOfList(['a', 'b', 'c'], page, (item) => item).pageInfo;
    const rest = connectionOfList(['b', 'c'], pageRequest({ first: 5, after: endCursor }), (item) => item);
    expect(rest.edges.map(({ node }) => node)).toEqual(['b', 'c']);
  });

  it('behind the last item is empty', () => {
    const { endCursor } = connectionOfList(['a'], pageRequest({ first: 1 }), (item) => item).pageInfo;
    const rest = connectionOfList(['a'], pageRequest({ first: 1, after: endCursor }), (item) => item);
    expect(rest).toEqual({
      edges: [],
      totalCount: 1,
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    });
  });
});
