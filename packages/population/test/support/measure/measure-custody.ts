import type { Day } from '../../../src/time/day.ts';
import type { ObservedLife } from './read-life.ts';
import { countShare, type Share } from './share.ts';

/** Figures of sentences, stays and the caseload on a day. */
export interface CustodyMeasures {
  /** Sentences under twelve months among all custodial sentences imposed. */
  readonly shortSentences: Share;
  /** First releases from such a sentence after less than six weeks, among all of them. */
  readonly servedUnderSixWeeks: Share;
  /** Receptions on recall for each first release from a sentence. */
  readonly recallsPerRelease: number;
  /** Women among people received into custody. */
  readonly womenInCustody: Share;
  /** Women among people on probation. */
  readonly womenOnProbation: Share;
  /** People in custody for each person supervised in the community, on the day. */
  readonly inCustodyPerSupervised: number;
  /** People not yet sentenced among those in custody, on the day. */
  readonly remand: Share;
  /** Adviser interviews held, of those booked whose result is recorded. */
  readonly adviserInterviewsHeld: Share;
}

/** Counts custody figures; the caseload as it stood on `day`. */
export function measureCustody(day: Day): { add(life: ObservedLife): void; result(): CustodyMeasures } {
  const shortSentences = countShare();
  const underSixWeeks = countShare();
  const womenInCustody = countShare();
  const womenOnProbation = countShare();
  const remand = countShare();
  const held = countShare();
  let recalls = 0;
  let firstReleases = 0;
  let inCustody = 0;
  let supervised = 0;
  return {
    add(life) {
      womenOnProbation.add(life.sex === 'F');
      if (life.stays.length > 0) womenInCustody.add(life.sex === 'F');
      for (const { from, to, recall, sentence } of life.stays) {
        if (recall) recalls++;
        if (sentence === null) continue;
        const short = sentence.days < 365;
        shortSentences.add(short);
        if (to === Number.POSITIVE_INFINITY) continue;
        firstReleases++;
        if (short) underSixWeeks.add(to - from < 42);
      }
      for (const interview of life.adviserInterviews) held.add(interview);
      const stay = life.stays.find(({ from, to }) => from <= day && day < to);
      if (stay !== undefined) {
        inCustody++;
        remand.add(!stay.recall && (stay.sentence === null || stay.sentence.on > day));
      } else if (life.supervision.some(({ from, to }) => from <= day && day <= to)) supervised++;
    },
    result: () => ({
      shortSentences: shortSentences.result(),
      servedUnderSixWeeks: underSixWeeks.result(),
      recallsPerRelease: recalls / firstReleases,
      womenInCustody: womenInCustody.result(),
      womenOnProbation: womenOnProbation.result(),
      inCustodyPerSupervised: inCustody / supervised,
      remand: remand.result(),
      adviserInterviewsHeld: held.result(),
    }),
  };
}
