import type { Caller } from '@throughgate/service';
import { expect, test } from 'vitest';
import { callerTraits } from '../src/features/caller-traits.ts';

const caller: Caller = {
  kind: 'person',
  id: 'one',
  organisation: 'court',
  roles: ['clerk', 'judge'],
  scopes: ['prisons:read', 'outcomes:read'],
  clientId: 'desk',
  purpose: 'supervision',
};
const different = [
  ['kind', { kind: 'system' }],
  ['organisation', { organisation: 'prison' }],
  ['roles', { roles: ['clerk'] }],
  ['scopes', { scopes: ['prisons:read'] }],
  ['program', { clientId: 'app' }],
  ['purpose', { purpose: 'research' }],
] as const satisfies readonly (readonly [string, Partial<Caller>])[];

test.each(different)('who is another by %s is given nothing that this one was answered', (_name, change) => {
  expect(JSON.stringify(callerTraits({ ...caller, ...change }))).not.toBe(
    JSON.stringify(callerTraits(caller)),
  );
});

test('who is alike but for the name, the token and the order of roles and scopes is given the same', () => {
  const alike: Caller = {
    ...caller,
    id: 'two',
    token: 'another',
    roles: caller.roles.toReversed(),
    scopes: caller.scopes.toReversed(),
  };
  expect(JSON.stringify(callerTraits(alike))).toBe(JSON.stringify(callerTraits(caller)));
});
