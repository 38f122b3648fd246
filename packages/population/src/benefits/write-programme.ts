import type { Random } from '../random.ts';
import { dayOf, isoDate } from '../time/day.ts';
import { officeMoment, recordedInOffice } from '../time/office-hours.ts';
import { workingDayFrom } from '../time/working-day.ts';
import { type Claim, runsOn } from './claim.ts';

/** First day of referrals to the Restart Scheme, and the last days of the Restart Scheme and the Work and Health Programme. */
const programmes = {
  restart: [dayOf('2021-07-12'), dayOf('2026-06-30')],
  workAndHealth: [dayOf('2017-11-01'), dayOf('2024-09-30')],
} as const;

/** The referral of a long-term claimant to the programme that took people in at the time. */
export function writeProgramme(claim: Claim, random: Random): void {
  const { log, person, calibration } = claim.life;
  const day = workingDayFrom(claim.plan.openedOn + random.int(200, 330));
  if (!random.chance(calibration.benefits.programme) || !runsOn(claim, day)) return;
  const wanted = random.chance(0.7) ? 'restart' : 'workAndHealth';
  const [from, to] = programmes[wanted];
  if (day < from || day > to) return;
  const recorded = recordedInOffice(random, officeMoment(random, day), claim.opened);
  log.add('jobcentre', 'referToProgramme', recorded, {
    nino: person.identifiers.nino,
    programme: wanted === 'restart' ? 'RESTART' : 'WORK_AND_HEALTH_PROGRAMME',
    mandatory: wanted === 'restart',
    referredOn: isoDate(day),
  });
}
