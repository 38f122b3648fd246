import type { Grant } from '@throughgate/authorization';
import { anonymous, type Caller, localDeveloper } from '@throughgate/service';
import { expect, test } from 'vitest';
import { createCallerClasses } from '../src/features/authorization/caller-classes.ts';

const named = new Set<Grant>(['@authenticated', 'scope:a', 'scope:b', 'policy:open', 'policy:never']);
const person: Caller = { ...anonymous, id: 'ann', kind: 'person', scopes: ['b', 'x', 'a'] };
const granted = (caller: Caller, policies?: Parameters<typeof createCallerClasses>[1]) => [
  ...createCallerClasses(named, policies)(caller).granted,
];

test('callers have of what is named what their token grants, and no policy', () => {
  expect(granted(person)).toEqual(['@authenticated', 'scope:a', 'scope:b']);
  expect(granted({ ...person, kind: 'system', scopes: [] })).toEqual(['@authenticated']);
});

test('whom no issuer vouches for has nothing, whatever else is said of them', () => {
  expect(granted(localDeveloper)).toEqual([]);
  expect(granted({ ...anonymous, scopes: ['a', 'b'] }, () => new Set(['open']))).toEqual([]);
  expect(granted({ ...person, scopes: ['@authenticated', 'policy:open', 'scope:a', 'toString'] })).toEqual([
    '@authenticated',
  ]);
});

test('policies hold for a request where somebody decides them', () => {
  const classOf = createCallerClasses(named, ({ purpose }) => new Set(purpose ? ['open', 'other'] : []));
  expect([...classOf({ ...person, purpose: 'custody' }).granted]).toContain('policy:open');
  // The same scopes in another request, of which the policy does not hold.
  expect([...classOf(person).granted]).toEqual(['@authenticated', 'scope:a', 'scope:b']);
});

test('callers are of one class exactly when they have the same of what is named', () => {
  const classOf = createCallerClasses(named, undefined);
  const key = (...scopes: string[]) => classOf({ ...person, scopes }).key;
  expect(key('a', 'b')).toBe(key('b', 'y', 'a', 'a'));
  expect(new Set([key(), key('a'), key('b'), key('a', 'b'), key('a","scope:b')]).size).toBe(4);
  expect(key('a","scope:b')).toBe(key());
});
