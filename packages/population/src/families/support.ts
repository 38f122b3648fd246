import { makeReferenceNumber } from '@throughgate/domain';
import { prisonOn, type Stay } from '../custody/stay.ts';
import type { Life } from '../life.ts';
import { staffName } from '../names/staff-name.ts';
import type { Random } from '../random.ts';
import type { RecordFamily } from '../record-family.ts';
import type { StepLog } from '../step-log.ts';
import { type Day, dayOf, isoDate, isoMoment, type Moment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import { recordedInOffice } from '../time/office-hours.ts';
import { workingDayFrom } from '../time/working-day.ts';

/** A programme that a person can come to, and how many of those for whom it is do. */
interface Offer {
  readonly programmeCode: 'MINERVA' | 'TRANSITIONAL_SUPPORT' | 'PERTEMPS';
  readonly share: number;
  /** Whether somebody waits at the gate. */
  readonly gate: boolean;
  /** Days of support after the release: twelve weeks. */
  readonly days: number;
}

/**
 * Minerva meets people from Hull who return there; Transitional Support takes short sentences that end in Wales; Pertemps
 * works in prison, at the gate and after it (DWP research report 784). The shares are assumptions.
 */
function offerFor({ person }: Life, { plan, route }: Stay): Offer | null {
  const days = plan.sentence?.days ?? 0;
  const short = days > 0 && days < 365;
  const prisonId = route.moves.at(-1)?.to ?? route.reception;
  if (prisonId === 'HLI' && person.unit.code === 'N55HER' && short) {
    return { programmeCode: 'MINERVA', share: 0.6, gate: true, days: 84 };
  }
  if (person.unit.regionName === 'Wales' && short) {
    return { programmeCode: 'TRANSITIONAL_SUPPORT', share: 0.4, gate: false, days: 84 };
  }
  return days > 0 ? { programmeCode: 'PERTEMPS', share: 0.05, gate: true, days: 84 } : null;
}

/** An episode of support from some weeks before a release on: contacts in prison, at the gate, and after it. */
function writeEpisode(life: Life, stay: Stay, offer: Offer, random: Random, log: StepLog): void {
  const { person } = life;
  const { from, to, sentence } = stay.plan;
  const referenceNumber = makeReferenceNumber(person.index * 3 + 1, 'MN');
  const startedOn = workingDayFrom(Math.max(from, sentence?.imposedOn ?? from) + random.int(2, 6));
  if (startedOn >= to - 1) return;
  const again = life.timeline.custody.find((later) => later.from > to)?.from ?? Number.POSITIVE_INFINITY;
  const endsOn = Math.min(to + offer.days, again);
  const started = recordedInOffice(random, londonMoment(startedOn, 11 * 60));
  const mentor = `${offer.programmeCode}-${prisonOn(stay, startedOn)}-${random.int(1, 4)}`;
  const record = (happened: Moment) => recordedInOffice(random, happened, started);
  log.add('providers', 'startEpisode', started, {
    referenceNumber,
    programmeCode: offer.programmeCode,
    prisonerNumber: person.identifiers.prisonerNumber,
    forename: person.forename,
    surname: person.surname,
    dateOfBirth: isoDate(person.born),
    sex: person.sex,
    voluntary: true,
    startedOn: isoDate(startedOn),
    releaseOn: isoDate(to),
    mentor: { name: staffName(mentor), formerPeer: random.chance(0.2) },
    sentenceMonths: Math.floor((sentence?.days ?? 0) / 30.5),
    returnRegionCode: person.unit.regionCode,
  });
  const contact = (day: Day, kind: 'PRISON_VISIT' | 'GATE' | 'MEETING' | 'PHONE', comes: number): void => {
    const when = londonMoment(day, kind === 'GATE' ? 12 * 60 : 10 * 60 + random.int(0, 300));
    log.add('providers', 'recordSupportContact', record(when), {
      referenceNumber,
      at: isoMoment(when),
      kind,
      minutes: random.int(15, 60),
      attended: random.chance(comes) ? 'YES' : 'NO',
    });
  };
  const visit = workingDayFrom(startedOn + random.int(3, 10));
  if (visit < to && !stay.away.has(visit)) contact(visit, 'PRISON_VISIT', 0.95);
  if (offer.gate) contact(to, 'GATE', 0.85);
  for (let day = to + random.int(3, 9); day < endsOn; day += random.int(14, 30)) {
    contact(workingDayFrom(day), random.chance(0.7) ? 'MEETING' : 'PHONE', 0.75);
  }
  const over = workingDayFrom(endsOn + 3);
  log.add('providers', 'endEpisode', record(londonMoment(over, 16 * 60)), {
    referenceNumber,
    endedOn: isoDate(over),
    endReason: again < to + offer.days ? 'Back in prison' : 'Support completed',
  });
}

/** Programmes of others than the commissioned services, in the review's time: one episode for a person at most. */
export const support: RecordFamily = {
  name: 'support',
  write({ custody }, life, random, log) {
    if (life.calibration.until > '2013') return;
    for (const { stay } of custody) {
      const offer = offerFor(life, stay);
      if (offer === null || stay.plan.to > dayOf(life.calibration.until) || !random.chance(offer.share))
        continue;
      writeEpisode(life, stay, offer, random, log);
      return;
    }
  },
};
