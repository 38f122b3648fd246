import { expect, test } from 'vitest';
import { createStatementNames } from '../src/statement-names.ts';

test('the same statement has the same name whatever its values, and another one another', () => {
  const nameOf = createStatementNames();
  const first = nameOf({ sql: 'SELECT 1 WHERE $1', args: [true] });
  expect(first).not.toBe('');
  expect(nameOf({ sql: 'SELECT 1 WHERE $1', args: [false] })).toBe(first);
  expect(nameOf({ sql: 'SELECT 2 WHERE $1', args: [true] })).not.toBe(first);
});

test('a statement with a long list of keys is not prepared', () => {
  const nameOf = createStatementNames();
  expect(nameOf({ sql: 'SELECT 1 WHERE 1 IN (…)', args: Array.from({ length: 9 }, () => 1) })).toBe('');
});

test('statements that never come again do not fill the memory of the server', () => {
  const nameOf = createStatementNames();
  const names = Array.from({ length: 5_000 }, (_, index) => nameOf({ sql: `SELECT ${index}`, args: [] }));
  expect(new Set(names).size).toBe(501);
  expect(nameOf({ sql: 'SELECT 0', args: [] })).toBe(names[0]);
});
