import type { Calibration } from './calibration/calibration.ts';
import { type PersonRequest, type SimulatedPerson, simulatePerson } from './simulate-person.ts';
import type { Step } from './step.ts';

/** How many lives are tried before giving up; one in about a dozen fits. */
const mostVariants = 5_000;

/** The calibration with chances that favour a rich life: everything in it still comes about by simulation. */
function favourable(calibration: Calibration): Calibration {
  return {
    ...calibration,
    journeysBegin: ['2022-03-01', '2022-10-31'],
    focus: { ...calibration.focus, share: 1 },
    disposals: [['SHORT_CUSTODY', 1]],
    people: { ...calibration.people, ages: [[[24, 40], 1]] },
    identifiers: {
      withoutPnc: 0,
      withoutCro: 0,
      withoutNino: 0,
      prisonerNumberAtJobcentre: 1,
      shortNameAtJobcentre: 0,
    },
    custody: { ...calibration.custody, shortDays: [[[200, 364], 1]], transferred: 1, inductionBooked: 1 },
    licence: { curfew: 1, otherConditions: [2, 2] },
    returning: {
      ...calibration.returning,
      share: { ...calibration.returning.share, SHORT_CUSTODY: 1 },
      disposals: [['COMMUNITY_ORDER', 1]],
      mostDisposals: 2,
    },
    benefits: {
      ...calibration.benefits,
      atStart: 1,
      afterRelease: 1,
      freshstartBooked: 1,
      freshstart: { ...calibration.benefits.freshstart, otherwise: 0.6 },
    },
    ete: { ...calibration.ete, referred: 1 },
  };
}

/** Whether the steps tell of everything that the documentation wants to show. */
function isRich(steps: readonly Step[]): boolean {
  const has = (fits: (step: Step) => boolean): boolean => steps.some(fits);
  return (
    has((s) => s.mutation === 'activateLicence' && s.input.additionalConditions.some((c) => c.curfew)) &&
    has((s) => s.mutation === 'recordOutcome' && s.input.type === 'EMPLOYMENT') &&
    has((s) => s.mutation === 'receivePrisoner' && s.input.reason === 'TRANSFERRED') &&
    has((s) => s.mutation === 'startOrder' && s.input.type === 'COMMUNITY_ORDER') &&
    has((s) => s.mutation === 'bookInterview' && s.input.type === 'FRESHSTART') &&
    has((s) => s.mutation === 'recordInterviewOutcome' && s.input.status === 'ATTENDED') &&
    has((s) => s.mutation === 'recordFirstPayment') &&
    has((s) => s.mutation === 'closeClaim' && s.input.reason === 'PRISON') &&
    has((s) => s.mutation === 'closeClaim' && s.input.reason === 'EMPLOYMENT')
  );
}

/**
 * Finds the persona of the documentation: the first life, among those that a person with this index might
 * lead, in which all four agencies, a curfew, an outcome and the rest occur. So it stays true to the model,
 * which no hand-written life would. Raises RangeError when none of very many lives fits.
 */
export function findPersona(request: PersonRequest): SimulatedPerson {
  const calibration = favourable(request.calibration);
  for (let variant = 1; variant <= mostVariants; variant++) {
    const person = simulatePerson({ ...request, calibration, variant });
    if (isRich(person.steps)) return person;
  }
  throw new RangeError('No life fits the persona.');
}
