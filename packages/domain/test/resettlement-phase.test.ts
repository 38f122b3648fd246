import { describe, expect, it } from 'vitest';
import { preReleaseFrom, resettlementPhase } from '../src/index.ts';

const stay = { startedOn: '2026-01-01', endedOn: null, releaseOn: '2026-12-31', recorded: null };

describe('the phase of a stay', () => {
  it('is that of the last twelve weeks from 84 days before the release on', () => {
    expect(preReleaseFrom(stay)).toBe('2026-10-08');
    expect(resettlementPhase(stay, '2026-10-07').phase).toBe('CUSTODY');
    expect(resettlementPhase(stay, '2026-10-08')).toEqual({ phase: 'PRE_RELEASE', from: '2026-10-08' });
  });

  it('moves with the release date, also out of the last twelve weeks again', () => {
    const recorded = { phase: 'PRE_RELEASE', from: '2026-10-08' } as const;
    const moved = { ...stay, releaseOn: '2027-03-01', recorded };
    expect(resettlementPhase(moved, '2026-10-20')).toEqual({ phase: 'CUSTODY', from: '2026-10-08' });
  });

  it('begins with the last twelve weeks when it is shorter than they', () => {
    const short = { ...stay, releaseOn: '2026-02-12' };
    expect(resettlementPhase(short, '2026-01-01')).toEqual({ phase: 'PRE_RELEASE', from: '2026-01-01' });
  });

  it('is as recorded before, and none of release without a date', () => {
    const remand = { ...stay, releaseOn: null };
    expect(preReleaseFrom(remand)).toBeNull();
    expect(resettlementPhase(remand, '2026-01-01').phase).toBe('FIRST_NIGHT');
    expect(resettlementPhase(remand, '2027-01-01')).toEqual({ phase: 'CUSTODY', from: '2026-01-02' });
    const recorded = { phase: 'INDUCTION', from: '2026-01-02' } as const;
    expect(resettlementPhase({ ...remand, recorded }, '2026-01-05')).toEqual(recorded);
  });

  it('ends with the stay', () => {
    const ended = { ...stay, endedOn: '2026-12-30' };
    expect(resettlementPhase(ended, '2026-12-29').phase).toBe('PRE_RELEASE');
    expect(resettlementPhase(ended, '2027-01-30')).toEqual({ phase: 'RELEASED', from: '2026-12-30' });
  });
});
