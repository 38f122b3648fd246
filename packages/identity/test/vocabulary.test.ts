import { describe, expect, it } from 'vitest';
import { isAgencyScope, isPurpose, isScope, roles, scopes, scopesOfRoles } from '../src/index.ts';

describe('roles', () => {
  it('stand for the scopes of all of them, each once', () => {
    expect(scopesOfRoles(['peer-mentor', 'commissioner', 'peer-mentor'])).toEqual([
      'outcomes:name',
      'prisons:location',
      'outcomes:aggregate',
      'outcomes:write',
      'jobcentre:aggregate',
      'providers:aggregate',
    ]);
  });

  it('that the hub does not know stand for nothing', () => {
    expect(scopesOfRoles(['admin', 'constructor', '__proto__', ''])).toEqual([]);
  });

  it('of systems open their own agency and no other', () => {
    for (const [name, { scopes: opened }] of Object.entries(roles)) {
      if (!name.endsWith('-system')) continue;
      const agency = name.slice(0, -'-system'.length);
      expect(opened).toEqual([`${agency}:read`, `${agency}:write`]);
    }
  });
});

describe('a scope', () => {
  it.each(['prisons', 'prisons:', 'prisons:rea', 'prisons:read ', 'PRISONS:READ', 'toString'])(
    'is not %j',
    (text) => {
      expect(isScope(text)).toBe(false);
    },
  );

  it('is each that there is', () => {
    for (const scope of Object.keys(scopes)) expect(isScope(scope)).toBe(true);
  });
});

describe('a scope of an agency that the hub does not know', () => {
  it.each(['housing:read', 'city-housing:aggregate', 'a:b'])('is %j', (text) => {
    expect(isAgencyScope(text)).toBe(true);
  });

  it('begins as none of the hub’s own do, so that part of one, or more than one, opens nothing', () => {
    for (const scope of Object.keys(scopes)) {
      expect([scope, scope.slice(0, -1), `${scope}s`].filter(isAgencyScope)).toEqual([]);
    }
  });

  it.each(['housing', 'housing:', ':read', 'Housing:read', 'housing:read:all', 'housing:read ', 'housing:*'])(
    'is not %j',
    (text) => {
      expect(isAgencyScope(text)).toBe(false);
    },
  );
});

it('is no purpose of the hub what an object inherits', () => {
  expect(['constructor', '__proto__', 'curiosity'].filter(isPurpose)).toEqual([]);
});
