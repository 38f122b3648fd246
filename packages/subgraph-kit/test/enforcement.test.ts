import { anonymous, type Caller, localDeveloper, OperatorError } from '@throughgate/service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GuardedGraph, startGuardedGraph } from './support/guarded-graph.ts';

// A gateway that asks for what its caller may not have is refused by the agency itself.

let graph: GuardedGraph;
beforeAll(async () => {
  graph = await startGuardedGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const having = (...scopes: string[]): Caller => ({
  id: 'ann',
  kind: 'person',
  organisation: 'toys',
  roles: [],
  scopes,
});

describe('an agency enforces its own SDL', () => {
  it.each<[string, string, Caller, Record<string, unknown>, string[]]>([
    ['what is open, to anybody', '{ open }', anonymous, { open: 'open' }, []],
    [
      'a field that needs a token, to who has one',
      '{ open me }',
      anonymous,
      { open: 'open', me: null },
      ['UNAUTHORIZED_FIELD_OR_TYPE me'],
    ],
    ['the same to somebody with a token', '{ me }', having(), { me: 'me' }, []],
    [
      'a type by the field that returns it',
      '{ open toy { name } }',
      having(),
      { open: 'open', toy: null },
      ['UNAUTHORIZED_FIELD_OR_TYPE toy'],
    ],
    [
      'one of two alternatives is enough',
      '{ toy { name } }',
      having('toys:all'),
      { toy: { name: 'Kite' } },
      [],
    ],
    [
      'a field and its type must both hold',
      '{ toy { name price } }',
      having('toys:read'),
      { toy: { name: 'Kite', price: null } },
      ['UNAUTHORIZED_FIELD_OR_TYPE toy.price'],
    ],
    ['… and do', '{ toy { price } }', having('toys:read', 'toys:price'), { toy: { price: 7 } }, []],
    [
      'part of a scope is none',
      '{ toy { name } }',
      having('toys', 'toys:rea', 'toys:read '),
      { toy: null },
      ['UNAUTHORIZED_FIELD_OR_TYPE toy'],
    ],
    [
      'members of a union, wherever they are',
      '{ things { __typename ... on Toy { name } ... on Shop { town } } }',
      having(),
      {
        things: [
          { __typename: 'Toy', name: null },
          { __typename: 'Shop', town: 'Leeds' },
        ],
      },
      ['UNAUTHORIZED_FIELD_OR_TYPE things.0.name'],
    ],
    [
      'lists below open types, by aliases and fragments',
      '{ maker { name ...M } } fragment M on Maker { all: toys { cost: price } }',
      having('toys:price'),
      { maker: { name: 'Ann', all: null } },
      ['UNAUTHORIZED_FIELD_OR_TYPE maker.all'],
    ],
    [
      'keys by what their type requires, and nothing of their own',
      '{ maker { code } toy { id } }',
      having('toys:read'),
      { maker: { code: 'm1' }, toy: { id: 'kite' } },
      [],
    ],
    [
      'a policy, of which nobody decides',
      '{ nice }',
      having('nice'),
      { nice: null },
      ['UNAUTHORIZED_FIELD_OR_TYPE nice'],
    ],
    [
      'a rule that says nothing closes',
      '{ never }',
      having('toys:read'),
      { never: null },
      ['UNAUTHORIZED_FIELD_OR_TYPE never'],
    ],
    [
      'nothing but what is open to the developer either, where a rule says nothing',
      '{ never toy { price } me }',
      localDeveloper,
      { never: null, toy: { price: 7 }, me: 'me' },
      ['UNAUTHORIZED_FIELD_OR_TYPE never'],
    ],
  ])('%s', async (_name, query, caller, data, errors) => {
    expect(await graph.ask(query, caller)).toMatchObject({ status: 200, data, errors });
  });

  it('does not say by references which records there are', async () => {
    const query =
      '{ _entities(representations: [{ __typename: "Toy", id: "kite" }, { __typename: "Toy", id: "gone" }]) { __typename } }';
    const before = graph.lookedUp.length;
    const refused = await graph.ask(query, having('toys:price'));
    expect(refused).toMatchObject({
      data: { _entities: [null, null] },
      errors: ['UNAUTHORIZED_FIELD_OR_TYPE _entities.0', 'UNAUTHORIZED_FIELD_OR_TYPE _entities.1'],
    });
    expect(graph.lookedUp.length).toBe(before);
    expect(await graph.ask(query, having('toys:read'))).toMatchObject({
      data: { _entities: [{ __typename: 'Toy' }, null] },
      errors: [],
    });
  });

  it.each([
    ['alone', 'mutation { lend }'],
    ['behind what the caller may', 'mutation { ring lend }'],
    ['by another name', 'mutation { ring: lend lend: ring }'],
    ['in a fragment', 'mutation { ring ...F } fragment F on Mutation { ... { lend } }'],
    ['left out by a variable', 'mutation { ring lend @skip(if: true) }'],
  ])('refuses a mutation whole before any of it runs: %s', async (_name, query) => {
    const before = graph.ran.length;
    expect(await graph.ask(query, having('toys:read'))).toMatchObject({ status: 403, errors: ['FORBIDDEN'] });
    expect(graph.ran.length).toBe(before);
  });

  it('runs a mutation that the caller may', async () => {
    expect(await graph.ask('mutation { ring }', having())).toMatchObject({ data: { ring: 'ring' } });
    expect(await graph.ask('mutation { ring lend }', having('toys:write'))).toMatchObject({
      data: { ring: 'ring', lend: 'lend' },
    });
  });

  it('says nothing of what would have been needed', async () => {
    const { text } = await graph.ask('{ toy { price } }', having());
    expect(text).toContain('Unauthorized field or type');
    expect(text).not.toMatch(/toys:|scope|at .*\.ts/);
  });

  it('does not start where others reach it and nobody vouches for callers', async () => {
    const start = (host: string) => startGuardedGraph({ host });
    await expect(start('0.0.0.0')).rejects.toThrow(OperatorError);
    await expect(start('10.0.0.7')).rejects.toThrow(/HUB_ISSUER .*issuer.*HUB_HOST/);
    for (const host of ['127.0.0.1', '::1', 'localhost']) await (await start(host))[Symbol.asyncDispose]();
  });
});
