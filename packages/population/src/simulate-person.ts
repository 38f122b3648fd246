import { writeBenefits } from './benefits/write-benefits.ts';
import type { Calibration, Disposal } from './calibration/calibration.ts';
import { writeCustody } from './custody/write-custody.ts';
import { createDiary } from './diary.ts';
import { drawPerson } from './person/draw-person.ts';
import type { ProfileName } from './profile.ts';
import { type Random, randomFrom } from './random.ts';
import { recordFamilies } from './record-families.ts';
import type { RecordFamily } from './record-family.ts';
import { writeReferrals } from './referrals/write-referrals.ts';
import type { Step } from './step.ts';
import { createStepLog } from './step-log.ts';
import { writeSupervision } from './supervision/write-supervision.ts';
import { type Day, dayOf } from './time/day.ts';
import { londonMoment } from './time/london.ts';
import { spanAt } from './time/spans.ts';
import { workingDayFrom } from './time/working-day.ts';
import { planTimeline } from './timeline/plan-timeline.ts';
import type { Timeline } from './timeline/timeline.ts';

/** A person and everything that agencies' systems recorded of them. */
export interface SimulatedPerson {
  /** Place in the population, from 0. */
  readonly index: number;
  /** The steps in the order in which they were recorded, across agencies. */
  readonly steps: readonly Step[];
  /** Identifiers under which agencies know the person: only those that occur in the steps. */
  readonly sampleIdentifiers: {
    /** Case reference number at probation. */
    readonly crn?: string;
    /** Prisoner number. */
    readonly prisonerNumber?: string;
    /** National Insurance number at the Jobcentre. */
    readonly nino?: string;
    /** Police National Computer id. */
    readonly pnc?: string;
    /** Reference numbers of referrals to providers. */
    readonly referenceNumbers: readonly string[];
  };
}

/** Which person to simulate. */
export interface PersonRequest {
  /** Where chance begins. */
  readonly seed: number | string;
  /** Profile, of which the name is part of every idempotency key. */
  readonly profile: ProfileName;
  /** How people behave. */
  readonly calibration: Calibration;
  /** Last day on which agencies recorded anything. */
  readonly until: string;
  /** Place in the population. */
  readonly index: number;
  /** 0; other numbers give other lives of the same person, among which a persona is searched. */
  readonly variant: number;
}

/** How often a life is planned anew when the day of its referral does not fall into a supervision. */
const mostAttempts = 60;

/** Days that must lie between the start of supervision and a fixed day of referral, and be left after it. */
const margin = { before: 4, after: 25 } as const;

/** Plans a life around a referral on a fixed day: supervision began some time before it. */
function planAroundReferral(
  stream: (layer: string) => Random,
  calibration: Calibration,
  first: Disposal,
  referredOn: Day,
): { timeline: Timeline; start: Day } {
  const [least, most] = calibration.ete.daysToReferral;
  for (let attempt = 0; ; attempt++) {
    const kind = attempt < mostAttempts ? first : 'COMMUNITY_ORDER';
    const plan = (start: Day) => planTimeline(stream(`timeline ${attempt}`), calibration, kind, start);
    const begins = referredOn - stream(`lag ${attempt}`).int(least, most);
    // The same choices a second time, moved back by the time served, put the release where the order would be.
    const stay = plan(begins).custody.find((candidate) => candidate.sentence !== null);
    const served =
      stay === undefined || kind === 'COMMUNITY_ORDER' || kind === 'SUSPENDED_SENTENCE_ORDER'
        ? 0
        : stay.to - begins;
    const start = workingDayFrom(begins - served);
    const timeline = plan(start);
    const span = spanAt(timeline.supervised, referredOn);
    if (
      span !== undefined &&
      referredOn - span.from >= margin.before &&
      span.to - referredOn >= margin.after
    ) {
      return { timeline, start };
    }
  }
}

/** Simulates one person: the same request gives the same person. `families` are the record families beside the course. */
export function simulatePerson(
  request: PersonRequest,
  families: readonly RecordFamily[] = recordFamilies,
): SimulatedPerson {
  const { seed, profile, calibration, until, index, variant } = request;
  const stream = (layer: string): Random => randomFrom(seed, profile, index, variant, layer);
  const beginning = stream('beginning');
  const first = beginning.weighted(calibration.disposals);
  const dayIn = ([from, to]: readonly [string, string]): Day =>
    workingDayFrom(beginning.int(dayOf(from), dayOf(to) - 3));
  const { window } = calibration.ete;
  const referredOn = window === null ? null : dayIn(window);
  const start = referredOn === null ? dayIn(calibration.journeysBegin) : null;
  const planned =
    referredOn !== null
      ? planAroundReferral(stream, calibration, first, referredOn)
      : { timeline: planTimeline(stream('timeline'), calibration, first, start ?? 0), start: start ?? 0 };

  const person = drawPerson(stream('person'), calibration, index, first, planned.start);
  const log = createStepLog(`population:${seed}:${profile}:${index}`);
  const life = {
    person,
    timeline: planned.timeline,
    calibration,
    diary: createDiary(),
    log,
    random: stream,
  };
  const custody = writeCustody(life);
  const caseRecorded = writeSupervision(life);
  const jobs = caseRecorded === null ? [] : writeReferrals(life, caseRecorded, referredOn);
  const living = writeBenefits(life, custody, jobs);
  const course = { custody, caseRecorded, jobs, living };
  for (const { name, write } of families) write(course, life, stream(name), log.family(name));

  const steps = log.until(londonMoment(dayOf(until), 23 * 60 + 59));
  return { index, steps, sampleIdentifiers: identifiersIn(steps) };
}

function identifiersIn(steps: readonly Step[]): SimulatedPerson['sampleIdentifiers'] {
  const found: { crn?: string; prisonerNumber?: string; nino?: string; pnc?: string } = {};
  const referenceNumbers: string[] = [];
  for (const step of steps) {
    if (step.mutation === 'openCase' || step.mutation === 'registerPrisoner') {
      if (step.mutation === 'openCase') found.crn = step.input.crn;
      else found.prisonerNumber = step.input.prisonerNumber;
      if (step.input.pncNumber) found.pnc = step.input.pncNumber;
    } else if (step.mutation === 'registerClaimant') found.nino = step.input.nino;
    else if (step.mutation === 'sendReferral') referenceNumbers.push(step.input.referenceNumber);
  }
  return { ...found, referenceNumbers };
}
