import { type AgencyUnderTest, startAgencyForTest } from '@throughgate/testkit';
import { probation } from '../../src/subgraph.ts';

/** The probation subgraph at work, with shorthands for its mutations. */
export interface ProbationUnderTest
  extends Pick<AgencyUnderTest, 'mutate' | 'record' | 'eventsOf'>,
    AsyncDisposable {
  readonly agency: AgencyUnderTest;
  /** Opens a case and returns its CRN. */
  opened(crn: string): Promise<string>;
  /** Reads fields of a case. */
  read(crn: string, selection: string): Promise<unknown>;
}

/** Details of a person for `openCase`. */
export const person = { forename: 'Ann', surname: 'Example', dateOfBirth: '1990-02-03', sex: 'F' };

/** The rest of `openCase`. */
export const taken = { openedOn: '2020-09-01', deliveryUnitCode: 'N50MANC' };

/** Starts the probation subgraph on fresh databases. */
export async function startProbation(): Promise<ProbationUnderTest> {
  const agency = await startAgencyForTest(probation);
  const { mutate, record, eventsOf } = agency;
  return {
    agency,
    mutate,
    record,
    async opened(crn) {
      await mutate('openCase', { crn, ...person, ...taken, pncNumber: '1979/163001B' });
      return crn;
    },
    async read(crn, selection) {
      const { data } = await agency.ask(`query ($crn: ID!) { probationCase(crn: $crn) ${selection} }`, {
        crn,
      });
      return data?.['probationCase'];
    },
    eventsOf,
    [Symbol.asyncDispose]: () => agency[Symbol.asyncDispose](),
  };
}
