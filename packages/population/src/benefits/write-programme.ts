import type { EmploymentProgramme } from '@throughgate/contracts';
import type { Random } from '../random.ts';
import { ageOn, type Day, dayOf, isoDate } from '../time/day.ts';
import { officeMoment, recordedInOffice } from '../time/office-hours.ts';
import { workingDayFrom } from '../time/working-day.ts';
import { type Claim, runsOn } from './claim.ts';

/** First and last day of referrals to the programmes, and the day of the Work Programme's mandation of prison leavers. */
const programmes = {
  restart: [dayOf('2021-07-12'), dayOf('2026-06-30')],
  workAndHealth: [dayOf('2017-11-01'), dayOf('2024-09-30')],
  workProgramme: [dayOf('2011-06-01'), dayOf('2017-03-31')],
  dayOne: dayOf('2012-03-01'),
} as const;

/** Days after a release within which a claim of Jobseeker's Allowance brings a referral at once. */
const soonAfterRelease = 91;

/** What a claimant is referred to. */
interface Referral {
  readonly day: Day;
  readonly programme: EmploymentProgramme;
  readonly mandatory: boolean;
}

/** The referral to the programme that took people in at the time: of long-term claimants, or of prison leavers. */
export function writeProgramme(claim: Claim, random: Random): void {
  const referral =
    claim.plan.openedOn < programmes.workProgramme[1]
      ? planWorkProgramme(claim, random)
      : planToday(claim, random);
  if (referral === null) return;
  const { log, person } = claim.life;
  const { day, programme, mandatory } = referral;
  const recorded = recordedInOffice(random, officeMoment(random, day), claim.opened);
  log.add('jobcentre', 'referToProgramme', recorded, {
    nino: person.identifiers.nino,
    programme,
    mandatory,
    referredOn: isoDate(day),
  });
}

function planToday(claim: Claim, random: Random): Referral | null {
  const day = workingDayFrom(claim.plan.openedOn + random.int(200, 330));
  if (!random.chance(claim.life.calibration.benefits.programme) || !runsOn(claim, day)) return null;
  const wanted = random.chance(0.7) ? 'restart' : 'workAndHealth';
  const [from, to] = programmes[wanted];
  if (day < from || day > to) return null;
  return wanted === 'restart'
    ? { day, programme: 'RESTART', mandatory: true }
    : { day, programme: 'WORK_AND_HEALTH_PROGRAMME', mandatory: false };
}

/**
 * To the Work Programme everybody who claims Jobseeker's Allowance is referred: prison leavers who claim within 13 weeks
 * of release at once from March 2012 on, others after nine months, or twelve from the age of 25 on (DWP research report
 * 784, section 4). Some are missed.
 */
function planWorkProgramme(claim: Claim, random: Random): Referral | null {
  const { plan, life } = claim;
  const { person, timeline, calibration } = life;
  if (plan.benefit !== 'JSA' || random.chance(calibration.benefits.mandationMissed)) return null;
  const released = timeline.custody.findLast((stay) => stay.to <= plan.openedOn)?.to;
  const soon =
    released !== undefined &&
    plan.openedOn >= programmes.dayOne &&
    plan.openedOn - released <= soonAfterRelease;
  const months = ageOn(person.born, plan.openedOn) < 25 ? 9 : 12;
  const wanted = soon ? plan.openedOn + random.int(0, 10) : plan.openedOn + months * 30 + random.int(0, 25);
  const day = workingDayFrom(Math.max(wanted, programmes.workProgramme[0] + random.int(0, 60)));
  return runsOn(claim, day) ? { day, programme: 'WORK_PROGRAMME', mandatory: true } : null;
}
