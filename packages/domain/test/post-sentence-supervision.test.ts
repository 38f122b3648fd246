import { describe, expect, it } from 'vitest';
import { isSupervisedAfterSentence, supervisionAfterSentence } from '../src/index.ts';

const sentence = {
  offenceOn: '2019-12-01',
  imposedOn: '2020-01-01',
  days: 180,
  dateOfBirth: '1990-05-05',
  custodyEndsOn: '2020-03-31',
  expiresOn: '2020-06-28',
};

describe('supervision after the end of a sentence', () => {
  it('tops a short sentence up to twelve months after the time in custody', () => {
    expect(supervisionAfterSentence(sentence)).toEqual({ from: '2020-06-29', to: '2021-03-31' });
  });

  it.each([
    ['an offence before 1 February 2015', { offenceOn: '2015-01-31' }],
    ['a sentence of a day', { days: 1 }],
    // 2020 has 366 days: two years from its first are 731.
    ['a sentence of two years', { days: 731 }],
    ['somebody who is 18 the day after', { dateOfBirth: '2002-04-01' }],
    ['one whose licence runs longer anyway', { expiresOn: '2021-03-31' }],
    ['one whose sentence ends when it is repealed', { custodyEndsOn: '2026-02-01', expiresOn: '2026-04-30' }],
  ])('does not follow for %s', (_name, change) => {
    expect(supervisionAfterSentence({ ...sentence, ...change })).toBeUndefined();
  });

  it.each([
    ['an offence on 1 February 2015', { offenceOn: '2015-02-01' }],
    ['a sentence of a day less than two years', { days: 730 }],
    ['somebody who is 18 that day', { dateOfBirth: '2002-03-31' }],
  ])('follows for %s', (_name, change) => {
    expect(supervisionAfterSentence({ ...sentence, ...change })).toBeDefined();
  });

  it('ends with the day before the repeal, whenever it was imposed', () => {
    const late = {
      ...sentence,
      imposedOn: '2025-10-01',
      custodyEndsOn: '2025-12-30',
      expiresOn: '2026-03-29',
    };
    expect(supervisionAfterSentence(late)).toEqual({ from: '2026-03-30', to: '2026-04-30' });
  });

  it.each([
    ['2015-01-31', false],
    ['2015-02-01', true],
    ['2026-04-30', true],
    ['2026-05-01', false],
  ])('is there on %s: %s', (day, there) => {
    expect(isSupervisedAfterSentence(day)).toBe(there);
  });
});
