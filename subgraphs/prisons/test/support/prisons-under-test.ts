import { type AgencyUnderTest, startAgencyForTest } from '@throughgate/testkit';
import { prisons } from '../../src/subgraph.ts';

/** The prisons subgraph at work, with shorthands for its mutations. */
export interface PrisonsUnderTest extends Pick<AgencyUnderTest, 'mutate' | 'eventsOf'>, AsyncDisposable {
  readonly agency: AgencyUnderTest;
  /** Registers a prisoner and returns the number. */
  registered(prisonerNumber: string): Promise<string>;
  /** Registers a prisoner whom the prison Low Newton receives on 1 September 2026, and returns the number. */
  inPrison(prisonerNumber: string): Promise<string>;
}

/** Details of a person for `registerPrisoner`. */
export const person = { forename: 'Ann', surname: 'Example', dateOfBirth: '1990-02-03', sex: 'F' };

/** Starts the prisons subgraph on fresh databases. */
export async function startPrisons(): Promise<PrisonsUnderTest> {
  const agency = await startAgencyForTest(prisons);
  const { mutate, eventsOf } = agency;

  async function registered(prisonerNumber: string): Promise<string> {
    await mutate('registerPrisoner', { prisonerNumber, ...person, pncNumber: '1979/163001B' });
    return prisonerNumber;
  }

  return {
    agency,
    mutate,
    eventsOf,
    registered,
    async inPrison(prisonerNumber) {
      await registered(prisonerNumber);
      await mutate('receivePrisoner', {
        prisonerNumber,
        prisonId: 'LNI',
        at: '2026-09-01T13:05:00Z',
        reason: 'NEW_ADMISSION',
      });
      return prisonerNumber;
    },
    [Symbol.asyncDispose]: () => agency[Symbol.asyncDispose](),
  };
}
