import { recordId } from '@throughgate/domain';
import type { RecordFamily } from '../record-family.ts';
import { type Day, dayOf, isoDate } from '../time/day.ts';
import { londonClock, londonMoment } from '../time/london.ts';
import { recordedInOffice } from '../time/office-hours.ts';
import { workingDayFrom, workingDaysAfter } from '../time/working-day.ts';

/** From May 2011 on the form carries restrictions. */
const restrictionsFrom = dayOf('2011-05-01');

/**
 * Share of times under supervision in which a form is signed: higher than the share of people about whom data are shared, since
 * some forms are not sent, not received, or of people whom the Jobcentre does not know. That share rose in the North East
 * from one or two per cent to 18, and was to rise to 20 to 30 (DWP research report 784); elsewhere less (assumption), and in
 * later years a tenth signs (assumption).
 */
function share(day: Day, northEast: boolean): number {
  if (day >= dayOf('2013-01-01')) return 0.1;
  if (day < dayOf('2011-02-01')) return 0.015;
  if (!northEast) return 0.08;
  return day < dayOf('2011-09-01') ? 0.34 : 0.42;
}

/** Forms by which people consent that probation tells the Jobcentre of them: signed, sent, received, answered, or not. */
export const sharingForms: RecordFamily = {
  name: 'sharing forms',
  write({ caseRecorded, living }, { person, timeline, calibration }, random, log) {
    if (caseRecorded === null) return;
    const { crn, nino } = person.identifiers;
    const end = dayOf(calibration.until);
    const northEast = person.unit.regionName === 'North East';
    for (const span of timeline.supervised) {
      const signedOn = workingDayFrom(Math.max(span.from, londonClock(caseRecorded).day) + random.int(3, 15));
      if (signedOn > span.to || signedOn > end || !random.chance(share(signedOn, northEast))) continue;
      const carries = signedOn >= restrictionsFrom;
      const signed = recordedInOffice(random, londonMoment(signedOn, 11 * 60), caseRecorded);
      const key = log.add('probation', 'signSharingForm', signed, {
        crn,
        form: carries ? 'ETE_MAY_2011' : 'ETE_2010',
        signedOn: isoDate(signedOn),
        restrictionsShared: carries && random.chance(0.7),
      });
      if (!random.chance(0.9)) continue;
      const formId = recordId('probation', key);
      const sentOn = workingDaysAfter(londonClock(signed).day, random.int(1, 5));
      const sent = recordedInOffice(random, londonMoment(sentOn, 11 * 60), signed);
      log.add('probation', 'sendSharingForm', sent, {
        crn,
        formId,
        sentOn: isoDate(sentOn),
        officeCode: person.office.code,
      });
      const registered = living.claims[0]?.registered ?? Number.POSITIVE_INFINITY;
      const receivedOn = workingDaysAfter(londonClock(sent).day, random.int(1, 6));
      const received = londonMoment(receivedOn, 11 * 60);
      if (received <= registered || !random.chance(0.85)) continue;
      const acknowledged = recordedInOffice(random, received, sent);
      log.add('jobcentre', 'acknowledgeSharingForm', acknowledged, {
        nino,
        formId,
        receivedOn: isoDate(receivedOn),
      });
      if (!random.chance(0.45)) continue;
      const feedbackOn = workingDaysAfter(londonClock(acknowledged).day, random.int(5, 30));
      log.add(
        'jobcentre',
        'giveFeedback',
        recordedInOffice(random, londonMoment(feedbackOn, 11 * 60), acknowledged),
        {
          nino,
          formId,
          feedbackOn: isoDate(feedbackOn),
        },
      );
    }
  },
};
