import type { Life } from '../life.ts';
import type { Day } from '../time/day.ts';
import { createPrisonLog } from './prison-log.ts';
import { planStay, type Stay } from './stay.ts';
import { writeAbsences } from './write-absences.ts';
import { writeInterviews } from './write-interviews.ts';
import { writeKeyDates } from './write-key-dates.ts';
import { writeLegalStatus } from './write-legal-status.ts';
import { writeReception } from './write-reception.ts';
import { writeRelease } from './write-release.ts';
import { writeSentence } from './write-sentence.ts';
import { writeTransfers } from './write-transfers.ts';

/** What the rest of a life needs to know of a stay in custody. */
export interface CustodyRecord {
  /** The stay, with the prisons that held the person and the days on which they were out. */
  readonly stay: Stay;
  /** Day on which an Employment and Benefit Adviser held the induction interview; null when none did. */
  readonly inductionHeldOn: Day | null;
  /** Day of the interview before release that was held; null when none was. */
  readonly preReleaseHeldOn: Day | null;
}

/**
 * Writes what the prison service records: the prisoner, movements, sentences, changes of release dates and
 * interviews with the Employment and Benefit Adviser. Returns one record for each stay.
 */
export function writeCustody(life: Life): CustodyRecord[] {
  const random = life.random('custody');
  const log = createPrisonLog(random, life.log);
  return life.timeline.custody.map((plan, number) => {
    const stay = planStay(random, life, plan, number === 0);
    // Each draws from the same stream, so that their order is part of what is generated.
    writeReception(stay, log);
    writeSentence(stay, random, log);
    writeLegalStatus(stay, log);
    writeKeyDates(stay, log);
    writeTransfers(stay, random, log);
    writeAbsences(stay, random, log);
    const heldOn = writeInterviews(stay, random, log);
    writeRelease(stay, random, log);
    stay.schedule.run();
    return { stay, ...heldOn };
  });
}
