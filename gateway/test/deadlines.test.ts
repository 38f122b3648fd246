import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDeadlines } from '../src/transport/socket-client/deadlines.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const due = (milliseconds: number, told: string[], name: string) => ({
  deadline: performance.now() + milliseconds,
  onDeadline: () => void told.push(name),
});

test('each is told at its time, whatever was added before or after it', () => {
  const told: string[] = [];
  const deadlines = createDeadlines();
  deadlines.add(due(500, told, 'late'));
  deadlines.add(due(100, told, 'early'));
  const done = due(200, told, 'done');
  deadlines.add(done);
  vi.advanceTimersByTime(99);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(2);
  expect(told).toEqual(['early']);
  deadlines.delete(done);
  deadlines.add(due(150, told, 'between'));
  vi.advanceTimersByTime(152);
  expect(told).toEqual(['early', 'between']);
  vi.advanceTimersByTime(300);
  expect(told).toEqual(['early', 'between', 'late']);
  deadlines.add(due(50, told, 'afterwards'));
  vi.advanceTimersByTime(52);
  expect(told).toEqual(['early', 'between', 'late', 'afterwards']);
  expect(vi.getTimerCount()).toBe(0);
});

test('one that has passed is told at once, and may add another', () => {
  const told: string[] = [];
  const deadlines = createDeadlines();
  const again = due(10, told, 'again');
  deadlines.add({ deadline: performance.now() - 5, onDeadline: () => deadlines.add(again) });
  vi.advanceTimersByTime(1);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(11);
  expect(told).toEqual(['again']);
});
