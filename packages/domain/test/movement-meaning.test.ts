import { describe, expect, it } from 'vitest';
import { movementMeaning, movementReasons } from '../src/index.ts';

const nothing = { startsCustody: false, endsCustody: false, startsEntitlement: false, isRelease: false };

describe('what a movement means', () => {
  it.each([
    ['NEW_ADMISSION', 'N', { kind: 'RECEPTION', startsCustody: true }],
    ['NEW_ADMISSION', null, { kind: 'RECEPTION', startsCustody: true }],
    ['READMISSION', 'L', { kind: 'RECALL', startsCustody: true }],
    ['READMISSION', 'B', { kind: 'RECALL', startsCustody: true }],
    ['READMISSION', 'RECA', { kind: 'RECEPTION', startsCustody: true }],
    ['RELEASED', null, { kind: 'RELEASE', endsCustody: true, startsEntitlement: true, isRelease: true }],
    ['RELEASED', 'CR', { kind: 'RELEASE', endsCustody: true, startsEntitlement: true, isRelease: true }],
    ['RELEASED', 'HR', { kind: 'RELEASE', endsCustody: true, startsEntitlement: true, isRelease: true }],
    ['RELEASED', 'BL', { kind: 'BAIL', endsCustody: true, startsEntitlement: true }],
    ['RELEASED', 'DEC', { kind: 'DEATH', endsCustody: true }],
    ['RELEASED', 'DE', { kind: 'REMOVAL', endsCustody: true }],
    ['RELEASED', 'UAL', { kind: 'ESCAPE', endsCustody: true }],
    ['RELEASED', 'MRG', { kind: 'ADMINISTRATIVE', endsCustody: true }],
    ['RELEASED_TO_HOSPITAL', 'HP', { kind: 'HOSPITAL' }],
    ['RELEASED_TO_HOSPITAL', null, { kind: 'WITHIN_CUSTODY' }],
    ['TRANSFERRED', 'OVCROW', { kind: 'WITHIN_CUSTODY' }],
    ['SENT_TO_COURT', 'CRT', { kind: 'WITHIN_CUSTODY' }],
    ['TEMPORARY_ABSENCE_RELEASE', 'C6', { kind: 'WITHIN_CUSTODY' }],
    ['TEMPORARY_ABSENCE_RETURN', null, { kind: 'WITHIN_CUSTODY' }],
  ])('%s with code %s', (reason, reasonCode, meaning) => {
    expect(movementMeaning({ reason, reasonCode })).toEqual({ ...nothing, ...meaning });
  });

  it('an admission to a stay that never ended, from a psychiatric hospital, starts none', () => {
    expect(movementMeaning({ reason: 'READMISSION', reasonCode: 'R', opensBooking: false })).toEqual({
      ...nothing,
      kind: 'WITHIN_CUSTODY',
    });
  });

  it('every code that is told apart is one of the list, of the type of movement it is told apart for', () => {
    const apart = (reason: string, usual: string) =>
      movementReasons().filter(({ code }) => movementMeaning({ reason, reasonCode: code }).kind !== usual);
    expect(apart('READMISSION', 'RECEPTION').map(({ code, parentCode }) => [code, parentCode])).toEqual([
      ['24', 'ADM'],
      ['B', 'ADM'],
      ['ELR', 'ADM'],
      ['L', 'ADM'],
      ['Y', 'ADM'],
    ]);
    const departures = apart('RELEASED', 'RELEASE');
    expect(departures).toHaveLength(17);
    expect(new Set(departures.map(({ parentCode }) => parentCode))).toEqual(new Set(['REL', null]));
  });
});
