import { type AgencyUnderTest, type MutationAnswer, startAgencyForTest } from '@throughgate/testkit';
import { providers } from '../../src/subgraph.ts';

/** The providers' subgraph under test, with what their own system would do to it. */
export interface ProviderSystem extends AgencyUnderTest {
  /** Asks and returns the answer's data. Raises an error when there are errors in it. */
  read<Data = Record<string, unknown>>(query: string, variables?: Record<string, unknown>): Promise<Data>;
  /** Sends a mutation that must succeed, with any record. Rejects with the first error's message. */
  succeed(mutation: string, input: object): Promise<void>;
  /** Sends a referral; `changes` are laid over {@link referral}. */
  send(referenceNumber: string, changes?: object): Promise<MutationAnswer>;
  /** Sends a referral whose initial assessment took place on 12 October 2020. */
  assessed(referenceNumber: string): Promise<void>;
  /** As `assessed`, with an action plan approved on 16 October 2020. */
  delivering(referenceNumber: string): Promise<void>;
}

/** Input of `sendReferral` but for its keys. */
export const referral = {
  crn: 'X123456',
  forename: 'Ann',
  surname: 'Example',
  dateOfBirth: '1990-02-03',
  sex: 'F',
  contractReference: 'DN535743',
  referredOn: '2020-10-05',
  complexity: 'MEDIUM',
};

/** Starts the providers' subgraph on fresh databases; disposing stops it. */
export async function startProviderSystem(): Promise<ProviderSystem> {
  const agency = await startAgencyForTest(providers);
  const { mutate } = agency;
  const succeed = async (mutation: string, input: object) => {
    const { answer } = await mutate(mutation, input);
    if (answer.errors) throw new Error(`${mutation} failed: ${answer.errors[0]?.message}`);
  };
  const assessed = async (referenceNumber: string) => {
    await succeed('sendReferral', { ...referral, referenceNumber });
    await succeed('bookInitialAssessment', { referenceNumber, bookedFor: '2020-10-12T09:00:00Z' });
    await succeed('recordInitialAssessment', { referenceNumber, attended: 'YES' });
  };
  return {
    ...agency,
    succeed,
    async read<Data>(query: string, variables: Record<string, unknown> = {}) {
      const { data, errors } = await agency.ask(query, variables);
      if (errors)
        throw new Error(`The answer has errors: ${errors.map(({ message }) => message).join('; ')}`);
      return data as Data;
    },
    send: (referenceNumber, changes = {}) =>
      mutate('sendReferral', { ...referral, referenceNumber, ...changes }),
    assessed,
    async delivering(referenceNumber) {
      await assessed(referenceNumber);
      await succeed('approveActionPlan', { referenceNumber, approvedOn: '2020-10-16' });
    },
  };
}
