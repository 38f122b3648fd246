import { describe, expect, test } from 'vitest';
import { readDatabaseUrl, readServiceDatabaseUrl } from '../src/connection/database-url.ts';
import { serviceDatabaseUrl } from '../src/index.ts';

describe('a PostgreSQL URL', () => {
  test.each([
    ['postgresql://u:p@h:5433/db', 'postgresql://u:p@h:5433/db'],
    ['postgres://h/', 'postgres://h/'],
    [' postgresql://u@[::1]/db\n', 'postgresql://u@[::1]/db'],
    ['postgresql://u:p@h/db?sslmode=no-verify', 'postgresql://u:p@h/db?sslmode=no-verify'],
    // What providers put into the URLs they hand out.
    [
      'postgresql://u:p@h/db?sslmode=verify-full&channel_binding=require',
      'postgresql://u:p@h/db?sslmode=verify-full',
    ],
    ['postgresql://u:p@h/db?application_name=x&connect_timeout=10', 'postgresql://u:p@h/db'],
    ['postgresql:///db?host=/run/postgresql', 'postgresql://%2Frun%2Fpostgresql/db'],
    ['postgresql://u:p@/db?host=/tmp&port=5433', 'postgresql://u:p@%2Ftmp:5433/db'],
    ['postgresql://u:p@%2Ftmp/db', 'postgresql://u:p@%2Ftmp/db'],
  ])('%s is read', (text, url) => {
    expect(readDatabaseUrl(text)).toEqual({ url });
    // Whatever the form, a service gets its own role, password and database.
    const own = new URL(serviceDatabaseUrl(url, 'prisons', 'a secret', 'hub'));
    expect([own.username, own.pathname]).toEqual(['hub_prisons', '/hub_prisons']);
  });

  test.each([
    ['user', 'postgresql://admin@h/postgres?user=admin'],
    ['user', 'postgresql://h/postgres?sslmode=require&user=admin'],
    ['password', 'postgresql://u@h/db?password=s3cret'],
    ['host', 'postgresql://u:s3cret@h/db?host=other'],
    ['host', 'postgresql://u:s3cret@h/db?host=/run/postgresql'],
    ['host', 'postgresql:///db?host=other'],
    ['hostaddr', 'postgresql://u@h/db?hostaddr=10.0.0.1'],
    ['port', 'postgresql://u@h/db?port=1'],
    ['dbname', 'postgresql://u@h/db?dbname=other'],
    ['database', 'postgresql://u@h/db?database=other'],
    ['options', 'postgresql://u@h/db?options=-c%20role%3Dadmin'],
    ['role', 'postgresql://u@h/db?role=admin'],
    ['max', 'postgresql://u@h/db?max=1'],
    ['statement_timeout', 'postgresql://u@h/db?statement_timeout=0'],
    ['User', 'postgresql://u@h/db?User=admin'],
  ])('with the parameter %s is refused and the parameter named: %s', (name, text) => {
    const { fault } = readDatabaseUrl(text);
    expect(fault).toContain(`"${name}"`);
    expect(fault).not.toContain('s3cret');
  });

  test.each([
    ['names no host', 'postgresql:///db'],
    ['names no host', 'postgresql://u:s3cret@/db'],
    ['not a PostgreSQL URL', 'mysql://u:s3cret@h/db'],
    ['not a PostgreSQL URL', 'postgresql://u:s3cret@h1:1,h2:2/db'],
    ['not a PostgreSQL URL', 'host=h user=u password=s3cret'],
    ['#', 'postgresql://u@h/db#s3cret'],
  ])('that is wrong is told without a word of it: %s', (reason, text) => {
    const { fault } = readDatabaseUrl(text);
    expect(fault).toContain(reason);
    expect(fault).not.toContain('s3cret');
  });
});

test.each([
  ['user', 'postgresql://h/db'],
  ['database', 'postgresql://u@h'],
  ['database', 'postgresql://u@h/'],
])('the URL of one service names its %s: %s', (part, text) => {
  expect(readDatabaseUrl(text).fault).toBeUndefined();
  expect(readServiceDatabaseUrl(text).fault).toContain(`names no ${part}`);
});
