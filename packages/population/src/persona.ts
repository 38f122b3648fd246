import type { SimulatedPerson } from './simulate-person.ts';
import type { Step } from './step.ts';

/**
 * Whether a life shows what the hub is for: records at all four agencies that share identifiers, a release on a
 * licence with a curfew, claims closed for prison and for work, a Freshstart interview attended, and a referral
 * that led to an outcome.
 */
export function isPersona({ steps }: SimulatedPerson): boolean {
  const some = <M extends Step['mutation']>(
    mutation: M,
    holds: (input: Extract<Step, { mutation: M }>['input']) => boolean = () => true,
  ) => steps.some((step) => step.mutation === mutation && holds(step.input as never));
  return (
    some('openCase', ({ nino, pncNumber, prisonerNumber }) => Boolean(nino && pncNumber && prisonerNumber)) &&
    some('registerPrisoner', ({ pncNumber }) => Boolean(pncNumber)) &&
    some('registerClaimant') &&
    some('activateLicence', ({ additionalConditions }) =>
      additionalConditions.some(({ curfew }) => curfew?.length),
    ) &&
    some('closeClaim', ({ reason }) => reason === 'PRISON') &&
    some('closeClaim', ({ reason }) => reason === 'EMPLOYMENT') &&
    some('bookInterview', ({ type }) => type === 'FRESHSTART') &&
    some('recordInterview', ({ attended }) => attended) &&
    some('recordOutcome') &&
    some('bookAppointment')
  );
}
