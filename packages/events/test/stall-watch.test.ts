import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createStallWatch } from '../src/support/stall-watch.ts';

describe('a stall watch', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function watched() {
    const told: string[] = [];
    const watch = createStallWatch({
      limit: 5_000,
      onStall: () => told.push('stall'),
      onEnd: (seconds) => told.push(`end after ${seconds} s`),
    });
    return { told, watch };
  }

  test('tells once when work hangs, and once when none does any more', () => {
    const { told, watch } = watched();
    watch.begin('a');
    vi.advanceTimersByTime(1_000);
    watch.begin('b');
    vi.advanceTimersByTime(3_999);
    expect(watch.stalledFor()).toBeUndefined();
    vi.advanceTimersByTime(2_001);
    expect(watch.stalledFor()).toBe(7);
    watch.end('a');
    expect(told).toEqual(['stall']);
    watch.end('b');
    expect(watch.stalledFor()).toBeUndefined();
    expect(told).toEqual(['stall', 'end after 7 s']);
  });

  test('says nothing of work that ends in time, or that was given up', () => {
    const { told, watch } = watched();
    for (const end of [() => watch.end('a'), () => watch.clear(), () => watch.giveUp()]) {
      watch.begin('a');
      vi.advanceTimersByTime(4_000);
      end();
      vi.advanceTimersByTime(4_000);
    }
    expect(told).toEqual([]);
  });

  test('counts work that is begun again without having ended from its first beginning', () => {
    const { told, watch } = watched();
    watch.begin('a');
    vi.advanceTimersByTime(3_000);
    watch.begin('a');
    vi.advanceTimersByTime(2_000);
    expect(told).toEqual(['stall']);
    watch.giveUp();
    expect(watch.stalledFor()).toBe(5);
    watch.clear();
    expect(told).toEqual(['stall', 'end after 5 s']);
  });
});
