import { describe, expect, it } from 'vitest';
import {
  isShorterThan,
  prisons,
  prisonsOfRegion,
  regionOfPrison,
  supervisionCategory,
} from '../src/index.ts';

const fiveMonths = { days: 150, imposedOn: '2011-01-10' };
const release = (releasedOn: string, days: number, imposedOn: string, more: object = {}) =>
  supervisionCategory({ releasedOn, sentence: { days, imposedOn }, underOrder: false, ...more });

describe('who supervises after a release', () => {
  it.each([
    ['under 12 months in 2011: nobody', '2011-03-26', 150, '2011-01-10', 'NOBODY'],
    ['12 months to the day in 2011: a licence', '2011-07-11', 365, '2011-01-10', 'LICENCE'],
    ['364 days in 2011: nobody', '2011-07-11', 364, '2011-01-10', 'NOBODY'],
    ['366 days of a leap year are 12 months', '2012-07-11', 366, '2012-01-10', 'LICENCE'],
    ['365 days of a leap year are under 12 months', '2012-07-11', 365, '2012-01-10', 'NOBODY'],
    ['the last day before the Offender Rehabilitation Act', '2015-04-15', 150, '2015-01-31', 'NOBODY'],
    ['its first day', '2015-04-16', 150, '2015-02-01', 'LICENCE_AND_SUPERVISION'],
    ['18 months under it: supervision too', '2016-10-01', 548, '2016-01-04', 'LICENCE_AND_SUPERVISION'],
    ['two years under it: a licence', '2017-01-03', 731, '2016-01-04', 'LICENCE'],
    ['a day under it: nobody', '2016-01-05', 1, '2016-01-04', 'NOBODY'],
    ['the day before the repeal', '2026-04-30', 150, '2026-02-14', 'LICENCE_AND_SUPERVISION'],
    ['the day of the repeal', '2026-05-01', 150, '2026-02-14', 'LICENCE'],
  ])('%s', (_name, releasedOn, days, imposedOn, category) => {
    expect(release(releasedOn, days, imposedOn)).toBe(category);
  });

  it('goes by the day of the offence where it is known', () => {
    const sentence = { days: 150, imposedOn: '2015-03-02', offenceOn: '2014-12-24' };
    expect(supervisionCategory({ releasedOn: '2015-05-16', sentence, underOrder: false })).toBe('NOBODY');
  });

  it('is nobody under 18 on release from a short sentence, and not on the 18th birthday', () => {
    const young = { dateOfBirth: '2002-06-02' };
    expect(release('2020-06-01', 150, '2020-03-15', young)).toBe('NOBODY');
    expect(release('2020-06-02', 150, '2020-03-15', young)).toBe('LICENCE_AND_SUPERVISION');
  });

  it('is an order where no licence follows from the sentence, or there was no sentence', () => {
    const underOrder = true;
    expect(supervisionCategory({ releasedOn: '2011-03-26', sentence: fiveMonths, underOrder })).toBe(
      'COMMUNITY_ORDER',
    );
    expect(supervisionCategory({ releasedOn: '2026-03-26', sentence: undefined, underOrder })).toBe(
      'COMMUNITY_ORDER',
    );
    expect(supervisionCategory({ releasedOn: '2026-03-26', sentence: undefined, underOrder: false })).toBe(
      'NOBODY',
    );
    expect(release('2026-03-26', 150, '2026-01-10', { underOrder })).toBe('LICENCE_AND_SUPERVISION');
  });

  it('counts months by the calendar', () => {
    expect(isShorterThan(1, { days: 27, imposedOn: '2026-02-01' })).toBe(true);
    expect(isShorterThan(1, { days: 28, imposedOn: '2026-02-01' })).toBe(false);
  });
});

describe('the region of a prison', () => {
  it.each([
    ['DMI', 'North East'],
    ['LNI', 'North East'],
    ['LEI', 'Yorkshire & The Humber'],
    ['HMI', 'Yorkshire & The Humber'],
    ['WOI', 'Yorkshire & The Humber'],
    ['CFI', 'Wales'],
    ['TCI', 'North West'],
    ['MAN', undefined],
    ['ZZGHI', undefined],
  ])('%s: %s', (id, region) => {
    expect(regionOfPrison(id)).toBe(region);
  });

  it('is known of every open prison, and leads back to it', () => {
    const open = prisons().filter(({ active }) => active);
    for (const { id } of open) expect(prisonsOfRegion(regionOfPrison(id) ?? '')).toContain(id);
    expect(prisonsOfRegion('Nowhere')).toEqual([]);
  });
});
