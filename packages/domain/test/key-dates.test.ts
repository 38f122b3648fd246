import { describe, expect, it } from 'vitest';
import { type KeyDates, releaseDate } from '../src/index.ts';

const none: KeyDates = {
  conditionalRelease: null,
  automaticRelease: null,
  paroleEligibility: null,
  nonParole: null,
  homeDetentionCurfewEligibility: null,
  homeDetentionCurfewActual: null,
  postRecallRelease: null,
  topupSupervisionExpiry: null,
  sentenceExpiry: null,
  licenceExpiry: null,
  confirmedRelease: null,
};

describe('the release date that counts', () => {
  const sentence = { conditionalRelease: '2026-10-01', sentenceExpiry: '2026-12-01' };
  it.each<[string, Partial<KeyDates>, boolean, string | null]>([
    ['is none on remand', {}, false, null],
    ['is no parole eligibility', { paroleEligibility: '2026-10-01' }, false, null],
    ['is the conditional one', sentence, false, '2026-10-01'],
    [
      'is the later one of two sentences',
      { ...sentence, automaticRelease: '2026-10-20' },
      false,
      '2026-10-20',
    ],
    [
      'is no curfew that is only possible',
      { ...sentence, homeDetentionCurfewEligibility: '2026-08-01' },
      false,
      '2026-10-01',
    ],
    ['is an approved curfew', { ...sentence, homeDetentionCurfewActual: '2026-08-05' }, false, '2026-08-05'],
    [
      'is the confirmed one before all',
      { ...sentence, homeDetentionCurfewActual: '2026-08-05', confirmedRelease: '2026-09-30' },
      false,
      '2026-09-30',
    ],
    [
      'is the end of the sentence when nothing else is known',
      { sentenceExpiry: '2026-12-01' },
      false,
      '2026-12-01',
    ],
    ['is after a recall not the conditional one, which has passed', sentence, true, '2026-12-01'],
    [
      'is after a recall the one calculated for it',
      { ...sentence, postRecallRelease: '2026-11-15' },
      true,
      '2026-11-15',
    ],
  ])('%s', (_name, dates, recall, date) => {
    expect(releaseDate({ ...none, ...dates }, { recall })).toBe(date);
  });
});
