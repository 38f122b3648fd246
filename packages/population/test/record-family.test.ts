import { expect, it } from 'vitest';
import { freshstartAttendance, type Hindrances } from '../src/benefits/freshstart-attendance.ts';
import { prisonOn } from '../src/custody/stay.ts';
import { calibrationOf } from '../src/profile.ts';
import type { RecordFamily } from '../src/record-family.ts';
import { simulatePerson } from '../src/simulate-person.ts';
import { isoMoment } from '../src/time/day.ts';
import { londonMoment } from '../src/time/london.ts';

/** Someone comes to see the person about work halfway through each stay; stands for records that are still to come. */
const visits: RecordFamily = {
  name: 'visits',
  write({ custody }, { person }, random, log) {
    for (const { stay } of custody) {
      const day = Math.floor((stay.plan.from + stay.plan.to) / 2);
      const at = londonMoment(day, random.int(9 * 60, 16 * 60));
      log.add('prisons', 'bookAdviserInterview', at, {
        prisonerNumber: `${person.identifiers.prisonerNumber} in ${prisonOn(stay, day)}`,
        purpose: 'PRE_RELEASE',
        bookedFor: isoMoment(at),
      });
    }
  },
};

const calibration = calibrationOf('default');
const lives = Array.from({ length: 60 }, (_, index) => {
  const request = {
    seed: 'families',
    profile: 'default' as const,
    calibration,
    until: calibration.until,
    index,
    variant: 0,
  };
  return { without: simulatePerson(request, []), with: simulatePerson(request, [visits]) };
});
const isVisit = ({ input }: { input: { idempotencyKey: string } }) =>
  input.idempotencyKey.includes(':visits:');

it('a record family adds its own steps under keys of its own, in the order of recording', () => {
  const added = lives.flatMap((life) => life.with.steps.filter(isVisit));
  expect(added.length).toBeGreaterThan(10);
  expect(new Set(added.map(({ input }) => input.idempotencyKey)).size).toBe(added.length);
  for (const { steps } of lives.map((life) => life.with)) {
    const recorded = steps.map(({ recordedAt }) => recordedAt);
    expect(recorded).toEqual(recorded.toSorted());
  }
});

it('a record family changes no other step, nor an identifier', () => {
  for (const life of lives) {
    expect(life.with.steps.filter((step) => !isVisit(step))).toEqual(life.without.steps);
    expect(life.with.sampleIdentifiers).toEqual(life.without.sampleIdentifiers);
  }
});

it('a Freshstart interview is attended less likely with each thing that stands in its way', () => {
  const hindered = (given: Partial<Hindrances>) => {
    const chances: number[] = [];
    const asks: RecordFamily = {
      name: 'asks',
      write({ custody }, life) {
        for (const release of custody) {
          chances.push(freshstartAttendance(life, { clash: null, dateMoved: false, release, ...given }));
        }
      },
    };
    const request = {
      seed: 'hindrances',
      profile: 'default' as const,
      calibration,
      until: calibration.until,
    };
    for (let index = 0; index < 60; index++) simulatePerson({ ...request, index, variant: 0 }, [asks]);
    return chances.reduce((sum, chance) => sum + chance, 0) / chances.length;
  };
  const free = hindered({});
  expect(hindered({ clash: 'APPOINTMENT' })).toBeLessThan(free * 0.5);
  expect(hindered({ dateMoved: true })).toBeLessThan(free * 0.8);
});
