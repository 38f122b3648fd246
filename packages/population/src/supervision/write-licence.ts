import { recordId } from '@throughgate/domain';
import type { Life } from '../life.ts';
import type { Random } from '../random.ts';
import { isoDate, type Moment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import { recordedInOffice } from '../time/office-hours.ts';
import type { LicencePlan } from '../timeline/timeline.ts';
import { drawConditions } from './draw-conditions.ts';

/** A licence with its additional conditions, and how it ended. */
export function writeLicence(life: Life, random: Random, caseRecorded: Moment, licence: LicencePlan): void {
  const { person, calibration, log } = life;
  const { crn } = person.identifiers;
  const { kind, type, conditionalRelease, from, to, ending } = licence;
  // In the afternoon: by then the prison has recorded the release, which is in the morning.
  const active = recordedInOffice(random, londonMoment(from, 12 * 60 + 30), caseRecorded);
  const additionalConditions = type === 'PSS' ? [] : drawConditions(random, calibration.licence, kind);
  const curfewUntil = Math.min(ending.day, conditionalRelease === null ? ending.day : conditionalRelease - 1);
  for (const { curfew } of additionalConditions) if (curfew) life.diary.confine(curfew, from, curfewUntil);
  const key = log.add('probation', 'activateLicence', active, {
    crn,
    kind,
    type,
    ...(conditionalRelease !== null && { conditionalReleaseDate: isoDate(conditionalRelease) }),
    startDate: isoDate(from),
    endDate: isoDate(to),
    additionalConditions,
  });
  const over = recordedInOffice(random, londonMoment(ending.day, 17 * 60), active);
  log.add('probation', 'endLicence', over, {
    crn,
    licenceId: recordId('probation', key),
    endDate: isoDate(ending.day),
    status: ending.status,
  });
}
