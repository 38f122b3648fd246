import { recordId } from '@throughgate/domain';
import type { Life } from '../life.ts';
import { createSchedule } from '../schedule.ts';
import { type Day, isoDate, type Moment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import { recordedInPrison } from '../time/office-hours.ts';
import { workingDayFrom, workingDayUntil } from '../time/working-day.ts';
import type { CustodyStay, SentencePlan } from '../timeline/timeline.ts';
import { choosePrisons } from './choose-prisons.ts';
import { planAbsences } from './plan-absences.ts';

/** What the rest of a life needs to know of a stay in custody. */
export interface CustodyRecord {
  /** The stay. */
  readonly stay: CustodyStay;
  /** Day on which an Employment and Benefit Adviser held the induction interview; null when none did. */
  readonly inductionHeldOn: Day | null;
}

const iso = (moment: Moment): string => new Date(moment).toISOString();

/** The key dates of a sentence as mutation input, with the conditional release date as calculated last. */
function keyDates(
  sentence: SentencePlan,
  conditionalRelease: Day,
): {
  conditionalRelease: string;
  homeDetentionCurfewEligibility?: string;
  sentenceExpiry: string;
  licenceExpiry: string;
} {
  const { curfewEligibility, expiry } = sentence;
  return {
    conditionalRelease: isoDate(conditionalRelease),
    ...(curfewEligibility !== null && { homeDetentionCurfewEligibility: isoDate(curfewEligibility) }),
    sentenceExpiry: isoDate(expiry),
    licenceExpiry: isoDate(expiry),
  };
}

/**
 * Writes what the prison service records: the prisoner, movements, sentences, changes of release dates and
 * interviews with the Employment and Benefit Adviser. Returns one record for each stay.
 */
export function writeCustody(life: Life): CustodyRecord[] {
  const { person, timeline, calibration, log } = life;
  const parameters = calibration.custody;
  const random = life.random('custody');
  const { prisonerNumber } = person.identifiers;
  let last: Moment = 0;
  /** When the prison's system records something that happened now: always after what it recorded before. */
  const recorded = (happened: Moment): Moment => {
    last = recordedInPrison(random, happened, last);
    return last;
  };

  const records: CustodyRecord[] = [];
  for (const stay of timeline.custody) {
    const { from, to, sentence } = stay;
    const schedule = createSchedule();
    const route = choosePrisons(random, calibration, person, stay);
    const absences = planAbsences(random, calibration, stay, route);
    const away = new Set(route.moves.map((move) => move.day));
    for (const absence of absences) for (let day = absence.from; day <= absence.to; day++) away.add(day);
    let prison = route.reception;
    const receive = (
      at: Moment,
      reason: 'TRANSFERRED' | CustodyStay['reason'] | 'RETURN_FROM_COURT' | 'TEMPORARY_ABSENCE_RETURN',
    ): void => {
      log.add('prisons', 'receivePrisoner', recorded(at), {
        prisonerNumber,
        prisonId: prison,
        at: iso(at),
        reason,
      });
    };

    const arrival = londonMoment(from, random.int(14 * 60, 18 * 60 + 30));
    schedule.at(arrival, () => {
      if (records.length === 0) {
        log.add('prisons', 'registerPrisoner', recorded(arrival), {
          prisonerNumber,
          forename: person.forename,
          surname: person.surname,
          dateOfBirth: isoDate(person.born),
          sex: person.sex,
          ...(person.known.pnc && { pncNumber: person.identifiers.pnc }),
          ...(person.known.cro && { croNumber: person.identifiers.cro }),
        });
      }
      receive(arrival, stay.reason);
    });

    if (sentence !== null) {
      const { releaseDates } = sentence;
      const known =
        sentence.imposedOn === from ? arrival + 30 * 60_000 : londonMoment(sentence.imposedOn, 18 * 60);
      let sentenceId = '';
      schedule.at(known, () => {
        const key = log.add('prisons', 'imposeSentence', recorded(known), {
          prisonerNumber,
          imposedOn: isoDate(sentence.imposedOn),
          days: sentence.days,
          offenceCode: sentence.offenceCode,
          ...keyDates(sentence, releaseDates.first),
        });
        sentenceId = recordId('prisons', key);
      });
      for (const change of releaseDates.changes) {
        // Prisons calculate ahead of the day on which a change of law takes effect.
        const wanted = Math.max(change.inForce - random.int(5, 25), sentence.imposedOn + 1);
        const day = workingDayFrom(wanted);
        if (day >= to) continue;
        const at = londonMoment(day, random.int(9 * 60, 16 * 60));
        schedule.at(at, () => {
          log.add('prisons', 'changeReleaseDates', recorded(at), {
            prisonerNumber,
            sentenceId,
            calculatedOn: isoDate(day),
            ...keyDates(sentence, change.conditionalRelease),
          });
        });
      }
    }

    for (const move of route.moves) {
      const out = londonMoment(move.day, random.int(8 * 60, 10 * 60));
      schedule.at(out, () => {
        log.add('prisons', 'releasePrisoner', recorded(out), {
          prisonerNumber,
          at: iso(out),
          reason: 'TRANSFERRED',
          toPrisonId: move.to,
        });
      });
      const into = out + random.int(90, 300) * 60_000;
      schedule.at(into, () => {
        prison = move.to;
        receive(into, 'TRANSFERRED');
      });
    }

    for (const absence of absences) {
      const out = londonMoment(absence.from, random.int(7 * 60 + 30, 9 * 60));
      const back = londonMoment(absence.to, random.int(15 * 60 + 30, 17 * 60 + 30));
      schedule.at(out, () => {
        log.add('prisons', 'releasePrisoner', recorded(out), {
          prisonerNumber,
          at: iso(out),
          reason: absence.reason,
        });
      });
      schedule.at(back, () =>
        receive(back, absence.reason === 'SENT_TO_COURT' ? 'RETURN_FROM_COURT' : 'TEMPORARY_ABSENCE_RETURN'),
      );
    }

    let inductionHeldOn: Day | null = null;
    const interview = (purpose: 'INDUCTION' | 'PRE_RELEASE', bookedOn: Day, wanted: Day): void => {
      let day = workingDayFrom(wanted);
      while (away.has(day)) day = workingDayFrom(day + 1);
      if (day >= to || bookedOn >= day || bookedOn < from) return;
      const booking =
        bookedOn === from ? arrival + 60 * 60_000 : londonMoment(bookedOn, random.int(9 * 60, 16 * 60));
      const meeting = londonMoment(
        day,
        random.pick([9 * 60, 9 * 60 + 45, 10 * 60 + 30, 14 * 60, 14 * 60 + 45]),
      );
      const moved = route.moves.some((move) => move.day > bookedOn && move.day < day);
      const held = !moved && random.chance(parameters.interviewHeld);
      if (held && purpose === 'INDUCTION') inductionHeldOn = day;
      let interviewId = '';
      schedule.at(booking, () => {
        const key = log.add('prisons', 'bookAdviserInterview', recorded(booking), {
          prisonerNumber,
          purpose,
          bookedFor: iso(meeting),
        });
        interviewId = recordId('prisons', key);
      });
      const done = meeting + 40 * 60_000;
      schedule.at(done, () => {
        log.add('prisons', 'recordAdviserInterview', recorded(done), {
          prisonerNumber,
          interviewId,
          held,
        });
      });
    };
    const served = to - from;
    if (random.chance(parameters.inductionBooked)) interview('INDUCTION', from, from + random.int(1, 6));
    if (served > 30 && random.chance(parameters.preReleaseBooked)) {
      // About twelve weeks before release; in a shorter stay two to three weeks before.
      const wanted = served > 110 ? to - random.int(77, 91) : to - random.int(12, 20);
      let bookedOn = workingDayUntil(wanted - random.int(5, 12));
      while (away.has(bookedOn)) bookedOn = workingDayUntil(bookedOn - 1);
      interview('PRE_RELEASE', bookedOn, wanted);
    }

    const gate = londonMoment(to, random.int(8 * 60 + 30, 11 * 60 + 30));
    schedule.at(gate, () => {
      log.add('prisons', 'releasePrisoner', recorded(gate), {
        prisonerNumber,
        at: iso(gate),
        reason: 'RELEASED',
      });
    });
    schedule.run();
    records.push({ stay, inductionHeldOn });
  }
  return records;
}
