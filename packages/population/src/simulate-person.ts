import { createJournal } from './journal.ts';
import type { Life } from './journey/life.ts';
import { planTimeline } from './journey/plan-timeline.ts';
import type { Timeline } from './journey/timeline.ts';
import { writeBenefits } from './journey/write-benefits.ts';
import { writeCustody } from './journey/write-custody.ts';
import { writeEte } from './journey/write-ete.ts';
import { writeSupervision } from './journey/write-supervision.ts';
import { drawPerson } from './person/draw-person.ts';
import type { Profile } from './profiles.ts';
import { type Random, randomFrom } from './random.ts';
import type { Step } from './step.ts';
import { type Day, dayOf } from './time/day.ts';
import { londonMoment } from './time/london.ts';
import { nextWorkingDay, workingDayFrom } from './time/working-day.ts';

/** A synthetic person's life as the agencies' systems recorded it. */
export interface SimulatedPerson {
  /** Place in the population, from 0. */
  readonly index: number;
  /** What the agencies' systems sent, in the order in which it was recorded. */
  readonly steps: readonly Step[];
  /** Identifiers under which agencies hold records of the person. */
  readonly sampleIdentifiers: {
    readonly crn: string;
    readonly prisonerNumber?: string;
    readonly nino?: string;
  };
}

/** Which life to simulate: equal values give equal lives, whatever the size of the population. */
export interface LifeOptions {
  readonly profile: Profile;
  readonly seed: string;
  readonly index: number;
  /** Other attempts give other lives of the same person. */
  readonly attempt: number;
  /** Last day on which an agency recorded anything. */
  readonly until: Day;
}

/** A life's outer shape: when it begins, what courts and prisons do, and on which day a service's referral is due. */
interface Outline {
  readonly start: Day;
  readonly timeline: Timeline;
  readonly firstReferralOn: Day | null;
}

/** How many outlines are tried until one leaves room for the referral of a service's profile. */
const mostOutlines = 50;

/** Simulates one person's life. */
export function simulatePerson(options: LifeOptions): SimulatedPerson {
  const { profile, seed, index, attempt, until } = options;
  const { calibration } = profile;
  const random = (layer: string): Random => randomFrom(seed, profile.name, index, attempt, layer);
  const first = random('disposal').weighted(calibration.disposals);
  const outline = drawOutline(options, random);
  const person = drawPerson(random('person'), calibration, index, first, outline.start);
  const journal = createJournal(`population:${profile.name}:${seed}:${index}`);
  const life: Life = { person, timeline: outline.timeline, calibration, journal, random };

  const custody = writeCustody(life);
  const caseRecorded = writeSupervision(life);
  const jobs = writeEte(life, caseRecorded, outline.firstReferralOn);
  writeBenefits(life, custody, jobs);

  const steps = journal.until(londonMoment(until, 24 * 60 - 1));
  const holds = (mutation: Step['mutation']) => steps.some((step) => step.mutation === mutation);
  const { crn, prisonerNumber, nino } = person.identifiers;
  return {
    index,
    steps,
    sampleIdentifiers: {
      crn,
      ...(holds('registerPrisoner') && { prisonerNumber }),
      ...(holds('registerClaimant') && { nino }),
    },
  };
}

function drawOutline({ profile, index }: LifeOptions, random: (layer: string) => Random): Outline {
  const { calibration } = profile;
  const { ete, journeysBegin } = calibration;
  const first = random('disposal').weighted(calibration.disposals);
  const draw = random('start');
  if (ete.window === null) {
    const [from, to] = journeysBegin;
    const start = workingDayFrom(draw.int(dayOf(from), dayOf(to)));
    return {
      start,
      timeline: planTimeline(random('timeline'), calibration, first, start),
      firstReferralOn: null,
    };
  }
  // In a service's profile the day of the referral is drawn, and the life is laid around it: how long the
  // person had been supervised by then follows from a trial, of which the lengths are kept.
  const [from, to] = ete.window;
  for (let outline = 0; outline < mostOutlines; outline++) {
    const referralOn = nextWorkingDay(draw.int(dayOf(from), dayOf(to)) - 1);
    const lead = draw.int(...ete.daysToReferral);
    const layer = `timeline ${outline}`;
    let start = workingDayFrom(referralOn - lead);
    for (let trial = 0; trial < 3; trial++) {
      const timeline = planTimeline(random(layer), calibration, first, start);
      const span = timeline.supervised.find((candidate) => candidate.to - candidate.from >= lead + 20);
      if (!span || referralOn > dayOf(to)) break;
      const shift = referralOn - (span.from + lead);
      if (referralOn >= span.from + 2 && referralOn <= span.to - 20) {
        return { start, timeline, firstReferralOn: referralOn };
      }
      start = workingDayFrom(start + shift);
    }
  }
  throw new Error(
    `Person ${index} of ${profile.name} found no time for a referral; the calibration leaves no room.`,
  );
}
