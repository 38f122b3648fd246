import { type AgencyUnderTest, startAgencyForTest } from '@throughgate/testkit';
import { jobcentre } from '../../src/subgraph.ts';

/** The jobcentre subgraph at work, with shorthands for its mutations. */
export interface JobcentreUnderTest
  extends Pick<AgencyUnderTest, 'mutate' | 'record' | 'eventsOf'>,
    AsyncDisposable {
  readonly agency: AgencyUnderTest;
  /** Registers a claimant and returns the National Insurance number. */
  registered(nino: string): Promise<string>;
  /** Registers a claimant who claims Universal Credit from 1 October 2020, and returns the claim's id. */
  claiming(nino: string): Promise<string>;
  /** Reads fields of a claimant. */
  read(nino: string, selection: string): Promise<unknown>;
}

/** Details of a person for `registerClaimant`. */
export const person = {
  forename: 'Ann',
  surname: 'Example',
  dateOfBirth: '1990-02-03',
  sex: 'F',
  office: 'Durham',
};

/** Starts the jobcentre subgraph on fresh databases. */
export async function startJobcentre(): Promise<JobcentreUnderTest> {
  const agency = await startAgencyForTest(jobcentre);
  const { mutate, record, eventsOf } = agency;

  async function registered(nino: string): Promise<string> {
    await mutate('registerClaimant', { nino, ...person });
    return nino;
  }

  return {
    agency,
    mutate,
    record,
    registered,
    async claiming(nino) {
      await registered(nino);
      return record('openClaim', { nino, benefit: 'UC', openedOn: '2020-10-01' });
    },
    async read(nino, selection) {
      const { data } = await agency.ask(`query ($nino: ID!) { claimant(nino: $nino) ${selection} }`, {
        nino,
      });
      return data?.['claimant'];
    },
    eventsOf,
    [Symbol.asyncDispose]: () => agency[Symbol.asyncDispose](),
  };
}
