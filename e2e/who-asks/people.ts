import type { PersonaName } from '@throughgate/issuer';
import { expect, vi } from 'vitest';
import { askAs } from './hub.ts';

/** Somebody of whom every agency has a record, which the agencies' own systems have written. */
export const robin = {
  crn: 'X777000',
  prisonerNumber: 'A0777AA',
  nino: 'NC777000A',
  referenceNumber: 'AB8777EJ',
  surname: 'Whoasks',
  dateOfBirth: '1980-02-03',
} as const;

let calls = 0;

/** Runs a mutation as the system of its agency, which must succeed. */
async function write(persona: PersonaName, mutation: string, input: object): Promise<void> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  calls += 1;
  const { data, errors } = await askAs(persona, {
    query: `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`,
    variables: { input: { idempotencyKey: `who asks ${calls}`, ...input } },
  });
  if (errors.length > 0 || !data) expect.fail(`${mutation} by ${persona}: ${JSON.stringify(errors)}`);
}

let recorded: Promise<void> | undefined;

/** Has the agencies' systems record Robin, once, and waits until the hub knows that all four records are of one person. */
export function recordRobin(): Promise<void> {
  recorded ??= record();
  return recorded;
}

async function record(): Promise<void> {
  const { crn, prisonerNumber, nino, referenceNumber, surname, dateOfBirth } = robin;
  const who = { forename: 'Robin', surname, dateOfBirth, sex: 'M' };
  await write('prisons-system', 'registerPrisoner', { prisonerNumber, ...who });
  const at = '2026-03-02T15:00:00.000Z';
  await write('prisons-system', 'receivePrisoner', {
    prisonerNumber,
    prisonId: 'DMI',
    at,
    reason: 'NEW_ADMISSION',
  });
  await write('probation-system', 'openCase', {
    crn,
    ...who,
    prisonerNumber,
    nino,
    openedOn: '2026-03-03',
    deliveryUnitCode: 'N54DUR',
  });
  await write('jobcentre-system', 'registerClaimant', { nino, ...who, prisonerNumber, office: 'Durham' });
  await write('providers-system', 'sendReferral', {
    referenceNumber,
    crn,
    prisonerNumber,
    ...who,
    contractReference: 'DN535743',
    referredOn: '2026-03-04',
    complexity: 'LOW',
  });
  await vi.waitFor(
    async () => {
      const { data } = await askAs('data-protection-officer', {
        query: `query ($identifier: String!) { offender(identifier: $identifier) {
          custody { prisonerNumber } probation { crn } benefits { nino } provision { referrals { referenceNumber } } } }`,
        variables: { identifier: crn },
      });
      expect(data).toEqual({
        offender: {
          custody: [{ prisonerNumber }],
          probation: [{ crn }],
          benefits: [{ nino }],
          provision: [{ referrals: [{ referenceNumber }] }],
        },
      });
    },
    { timeout: 20_000, interval: 100 },
  );
}
