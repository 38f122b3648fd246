import { expect, test } from 'vitest';
import { isDecided, sqlState, type Verdict, verdictOf } from '../src/errors/sql-state.ts';
import { sqlstates } from './support/sqlstates.ts';

test('every SQLSTATE of PostgreSQL 18 is passing, permanent or unclear by decision', () => {
  expect(sqlstates.length).toBeGreaterThan(250);
  expect(sqlstates.filter((code) => !isDecided(code))).toEqual([]);
  expect(Object.values(sqlState).filter((code) => !sqlstates.includes(code))).toEqual([]);
});

test.each<[Verdict, string]>([
  // Concurrency, locks, connections, room, an operator at work, a standby.
  ['passing', '40001 40P01 40003 55P03 55006 08000 08001 08003 08004 08006 08007'],
  ['passing', '53000 53100 53300 57000 57P01 57P02 57P03 57P05 58000 58030 58P01 25006 25P03 28P01 42501'],
  ['passing', 'XX001 XX002 26000 3D000'],
  // What the event says.
  ['permanent', '22001 22003 22007 22008 22021 22P02 22P05 23502 23503 23505 23514 23P01 21000 44000 40002'],
  ['permanent', '54000 54001 54011 54023 P0001 P0002 20000 27000'],
  // Either; and what nobody has decided yet.
  ['unclear', '57014 08P01 53200 53400 25P04 XX000 42P01 42601 0A000 55000 3F000 99999 ZZ123'],
])('%s: %s', (verdict, codes) => {
  for (const code of codes.split(' ')) expect([code, verdictOf(code)]).toEqual([code, verdict]);
  expect(verdictOf(undefined)).toBe('unclear');
});
