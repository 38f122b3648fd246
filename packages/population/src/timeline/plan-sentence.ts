import type { Calibration } from '../calibration/calibration.ts';
import type { Random } from '../random.ts';
import { offenceCodes } from '../reference/offences.ts';
import { type Day, dayOf } from '../time/day.ts';
import { workingDayFrom, workingDayUntil } from '../time/working-day.ts';
import { conditionalReleaseDates, releasedUnconditionally } from './release-dates.ts';
import type { CustodyStay, LicencePlan, SentencePlan } from './timeline.ts';

/** A licence whose ending is not known yet. */
type OpenLicence = Omit<LicencePlan, 'ending'>;

/** Home detention curfew is for sentences of at least twelve weeks and under four years (Criminal Justice Act 2003, s.246). */
const curfewDays = { shortest: 84, longest: 1460, latest: 28 } as const;

/** From this day a recall for a fixed term from a sentence under twelve months lasts 14 days (Offender Rehabilitation Act 2014). */
const shortFixedTerm = { from: dayOf('2015-02-01'), days: 14 } as const;

/** From this day a recall for a fixed term lasts 56 days. */
const longFixedTerm = { from: dayOf('2026-03-31'), days: 56 } as const;

/** Release falls on a working day: on the one before when the date is none, but not before a day. */
function releaseDay(date: Day, notBefore: Day): Day {
  const day = workingDayUntil(date);
  return day >= notBefore ? day : workingDayFrom(date);
}

/** Plans a sentence, the stay in custody that it brings, and the licence after it. `day` is the day of reception. */
export function planSentence(
  random: Random,
  calibration: Calibration,
  short: boolean,
  day: Day,
): { stay: CustodyStay; sentence: SentencePlan; licence: OpenLicence | null } {
  const { custody } = calibration;
  const band = short ? 'short' : 'long';
  const [low, high] = random.weighted(short ? custody.shortDays : custody.longDays);
  const days = random.int(low, high);
  const remanded = random.chance(custody.remanded[band]);
  const [leastRemand, mostRemand] = custody.remandDays[band];
  const imposedOn = workingDayFrom(remanded ? day + random.int(leastRemand, mostRemand) : day);
  const from = remanded ? workingDayFrom(day) : imposedOn;

  const dates = conditionalReleaseDates(
    from,
    imposedOn,
    days,
    random.chance(custody.excludedFromEarlyRelease),
  );
  const conditionalRelease = dates.changes.at(-1)?.conditionalRelease ?? dates.first;
  const expiry = Math.max(from + days - 1, imposedOn + 1);
  const eligible = days >= curfewDays.shortest && days <= curfewDays.longest;
  const curfewEligibility = eligible
    ? Math.max(
        from + Math.max(curfewDays.latest, Math.ceil(days / 4)),
        dates.first - custody.curfewDaysBeforeRelease,
        imposedOn + 1,
      )
    : null;

  const onCurfew =
    curfewEligibility !== null &&
    curfewEligibility < conditionalRelease - 14 &&
    random.chance(custody.homeDetentionCurfew);
  const wanted =
    onCurfew && curfewEligibility !== null ? curfewEligibility + random.int(0, 10) : conditionalRelease;
  const to = releaseDay(wanted, imposedOn + 1);
  const licensed = !releasedUnconditionally(imposedOn, days);
  const sentence: SentencePlan = {
    imposedOn,
    days,
    offenceCode: random.weighted(offenceCodes[band]),
    releaseDates: dates,
    curfewEligibility,
    expiry,
    licenceExpiry: licensed ? expiry : onCurfew ? conditionalRelease : null,
  };
  // Who is released unconditionally at the half-way point has a licence only for the curfew before it.
  const last = sentence.licenceExpiry ?? to;
  return {
    stay: { from, to, reason: 'NEW_ADMISSION', sentence },
    sentence,
    licence:
      last > to + 1
        ? {
            kind: onCurfew ? 'HDC' : 'CRD',
            type: 'AP',
            conditionalRelease: onCurfew ? conditionalRelease : null,
            from: to,
            to: last,
          }
        : null,
  };
}

/**
 * Plans the stay in custody that follows a recall, and the licence of the re-release, both up to `expiry`, the last day
 * of the licence. Fixed terms are 14 days for sentences under twelve months (28 before 2015), else 28 days, and 56 days
 * from 31 March 2026.
 */
export function planRecall(
  random: Random,
  calibration: Calibration,
  day: Day,
  sentenceDays: number,
  expiry: Day,
): { stay: CustodyStay; licence: OpenLicence | null } {
  const { fixedTerm, standardDays } = calibration.recall;
  const short = sentenceDays < 365 && day >= shortFixedTerm.from;
  const term = day >= longFixedTerm.from ? longFixedTerm.days : short ? shortFixedTerm.days : 28;
  const length = random.chance(fixedTerm) ? term : random.int(...standardDays);
  const to = releaseDay(Math.min(day + length, expiry), day + 1);
  return {
    stay: { from: day, to, reason: 'READMISSION', sentence: null },
    licence:
      expiry > to + 1 ? { kind: 'PRRD', type: 'AP', conditionalRelease: null, from: to, to: expiry } : null,
  };
}
