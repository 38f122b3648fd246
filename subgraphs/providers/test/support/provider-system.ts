import { type AgencyUnderTest, type GraphAnswer, startAgencyForTest } from '@throughgate/testkit';
import { providers } from '../../src/subgraph.ts';

/** What a mutation answered. */
export interface Mutated {
  readonly result: unknown;
  /** Code of the first error. */
  readonly code: string | undefined;
  readonly answer: GraphAnswer;
}

/** The providers' subgraph under test, with what their own system would do to it. */
export interface ProviderSystem extends AgencyUnderTest {
  /** Sends a mutation, with a fresh idempotency key unless the input has one. */
  mutate(mutation: string, input: object, selection?: string): Promise<Mutated>;
  /** Asks and returns the answer's data. Raises an error when there are errors in it. */
  read<Data = Record<string, unknown>>(query: string, variables?: Record<string, unknown>): Promise<Data>;
  /** Events of one referral, in their order. */
  eventsOf(referenceNumber: string): ReturnType<AgencyUnderTest['events']>;
  /** Sends a referral; `changes` are laid over {@link referral}. */
  send(referenceNumber: string, changes?: object): Promise<Mutated>;
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
  let keys = 0;
  const mutate: ProviderSystem['mutate'] = async (mutation, input, selection = '{ __typename }') => {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;
    const answer = await agency.ask(
      `mutation ($input: ${type}) { result: ${mutation}(input: $input) ${selection} }`,
      { input: { idempotencyKey: `test-${keys++}`, ...input } },
    );
    return { result: answer.data?.['result'], code: answer.errors?.[0]?.extensions.code, answer };
  };
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
    mutate,
    async read<Data>(query: string, variables: Record<string, unknown> = {}) {
      const { data, errors } = await agency.ask(query, variables);
      if (errors)
        throw new Error(`The answer has errors: ${errors.map(({ message }) => message).join('; ')}`);
      return data as Data;
    },
    eventsOf: async (number) => (await agency.events()).filter(({ aggregateid }) => aggregateid === number),
    send: (referenceNumber, changes = {}) =>
      mutate('sendReferral', { ...referral, referenceNumber, ...changes }),
    assessed,
    async delivering(referenceNumber) {
      await assessed(referenceNumber);
      await succeed('approveActionPlan', { referenceNumber, approvedOn: '2020-10-16' });
    },
  };
}
