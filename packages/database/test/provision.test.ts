import { OperatorError } from '@throughgate/service';
import { testPostgresUrl } from '@throughgate/testkit';
import { afterAll, describe, expect, test } from 'vitest';
import { provision, serviceDatabaseUrl } from '../src/index.ts';
import { login } from './support/login.ts';
import { query } from './support/query.ts';

// Roles belong to the whole server, which other test files share: names of this file's own.
const names = ['trialprobation', 'trialprisons'] as const;

afterAll(async () => {
  for (const name of [...names, 'trialmanaged']) {
    await query(testPostgresUrl(), `DROP DATABASE IF EXISTS throughgate_${name} WITH (FORCE)`);
    await query(testPostgresUrl(), `DROP ROLE IF EXISTS throughgate_${name}`);
  }
});

describe('each service', () => {
  test('works in its own database and can enter no other', async () => {
    const urls = await provision(testPostgresUrl(), names, 'secret');
    await query(urls.trialprobation, 'CREATE TABLE kept AS SELECT 42 AS answer');
    for (const other of ['throughgate_trialprisons', 'postgres', 'template1']) {
      const url = new URL(urls.trialprobation);
      url.pathname = `/${other}`;
      await expect(query(url.href, 'SELECT 1')).rejects.toThrow(`permission denied for database "${other}"`);
    }
    await expect(query(urls.trialprobation, 'CREATE DATABASE mine')).rejects.toThrow('permission denied');
  });

  test('keeps its data when provisioned again, by several hubs at once too', async () => {
    const [first, second] = await Promise.all([
      provision(testPostgresUrl(), names, 'secret'),
      provision(testPostgresUrl(), names, 'secret'),
    ]);
    expect(first).toEqual(second);
    expect(await query(first.trialprobation, 'TABLE kept')).toEqual([{ answer: 42 }]);
  });

  test('can compute its own URL from the secret', async () => {
    const urls = await provision(testPostgresUrl(), names, 'secret');
    const another = new URL('postgresql://anyone:anything@db.example:5433/any?sslmode=require');
    const computed = new URL(serviceDatabaseUrl(another.href, 'trialprisons', 'secret'));
    expect(computed.password).toBe(new URL(urls.trialprisons).password);
    expect(computed.host + computed.search).toBe('db.example:5433?sslmode=require');
    expect(serviceDatabaseUrl(another.href, 'trialprisons', 'other')).not.toBe(computed.href);
  });

  test('is left as it is by a hub with another secret, which is told what to do', async () => {
    const before = await provision(testPostgresUrl(), names, 'secret');
    const stored = "SELECT rolpassword FROM pg_authid WHERE rolname LIKE 'throughgate\\_trialpr%'";
    const passwords = await query(testPostgresUrl(), stored);
    const other = provision(testPostgresUrl(), names, 'another secret');
    await expect(other).rejects.toThrow(OperatorError);
    await expect(other).rejects.toThrow(
      /throughgate_trialprobation.*HUB_DATABASE_SECRET.*PREFIX.*--take-over/s,
    );
    expect(await query(testPostgresUrl(), stored)).toEqual(passwords);
    expect(await query(before.trialprobation, 'TABLE kept')).toEqual([{ answer: 42 }]);
    // Nor does a start with the right secret write anything.
    await provision(testPostgresUrl(), names, 'secret', { takeOver: true });
    expect(await query(testPostgresUrl(), stored)).toEqual(passwords);
  });

  test('gets the new password of a hub that takes over, and the old one is void', async () => {
    const before = await provision(testPostgresUrl(), names, 'secret');
    const after = await provision(testPostgresUrl(), names, 'another secret', { takeOver: true });
    expect(await query(after.trialprobation, 'TABLE kept')).toEqual([{ answer: 42 }]);
    await expect(query(before.trialprobation, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });
});

test('an administrator who is no superuser, as on managed servers, suffices', async () => {
  await using administrator = await login('trial_admin', 'CREATEDB CREATEROLE');
  const urls = await provision(administrator.url, ['trialmanaged'], 'secret');
  expect(await provision(administrator.url, ['trialmanaged'], 'secret')).toEqual(urls);
  await query(urls.trialmanaged, 'CREATE TABLE kept AS SELECT 42 AS answer');
  expect(await query(urls.trialmanaged, 'SELECT answer, current_user AS role FROM kept')).toEqual([
    { answer: 42, role: 'throughgate_trialmanaged' },
  ]);
  const owner = `SELECT rolname AS owner, rolsuper FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba
    WHERE datname = 'throughgate_trialmanaged'`;
  expect(await query(testPostgresUrl(), owner)).toEqual([
    { owner: 'throughgate_trialmanaged', rolsuper: false },
  ]);
  await query(testPostgresUrl(), 'DROP DATABASE throughgate_trialmanaged WITH (FORCE)');
  await query(testPostgresUrl(), 'DROP ROLE throughgate_trialmanaged');
});

test('a server that does not answer is named without its password', async () => {
  const error = await provision('postgresql://admin:s3cret@127.0.0.1:1/postgres', names, 'x').catch((e) => e);
  expect(error).toBeInstanceOf(OperatorError);
  expect(error.message).toContain('127.0.0.1:1');
  expect(error.message).not.toContain('s3cret');
});
