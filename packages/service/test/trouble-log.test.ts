import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTroubleLog } from '../src/trouble-log.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

function watched() {
  const lines: Record<string, unknown>[] = [];
  const logger = pino({ level: 'warn', base: null }, { write: (line) => void lines.push(JSON.parse(line)) });
  const troubles = createTroubleLog(logger, { began: 'it fails', ended: 'it works' });
  return { lines, troubles };
}

test('trouble is told once, then with growing pauses, and when it is over', () => {
  const { lines, troubles } = watched();
  // Four hours of an attempt every 5 seconds.
  const minutes: number[] = [];
  for (let attempt = 0; attempt < 4 * 720; attempt += 1) {
    const before = lines.length;
    troubles.report('a', new Error('no room'), { topic: 't' });
    if (lines.length > before) minutes.push(Math.round(performance.now() / 60_000));
    vi.advanceTimersByTime(5_000);
  }
  const since = minutes[0] ?? 0;
  expect(minutes.map((one) => one - since)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
  expect(lines[0]).toMatchObject({ msg: 'it fails', topic: 't', reason: 'no room', attempts: 1 });
  expect(lines[1]).toMatchObject({ msg: 'it fails', topic: 't', reason: 'no room', seconds: 60 });
  for (const line of lines) expect(JSON.stringify(line)).not.toContain('at ');
  troubles.over('a');
  troubles.over('a');
  expect(lines.slice(9)).toEqual([expect.objectContaining({ msg: 'it works', topic: 't', attempts: 2_880 })]);
});

test('a reason that changes is told soon, though not each time', () => {
  const { lines, troubles } = watched();
  for (let second = 0; second < 25; second += 1) {
    troubles.report('a', `port ${second}`);
    vi.advanceTimersByTime(1_000);
  }
  expect(lines.map(({ reason }) => reason)).toEqual(['port 0', 'port 10', 'port 20']);
});

test('each is told apart, and what is forgotten is not over', () => {
  const { lines, troubles } = watched();
  expect(troubles.report('a', new Error('one'))).toMatchObject({ reason: 'one', attempts: 1 });
  troubles.report('b', new Error('two'));
  expect([...troubles.all.keys()]).toEqual(['a', 'b']);
  troubles.forget('a');
  troubles.over('a');
  expect(lines.map(({ reason }) => reason)).toEqual(['one', 'two']);
});
