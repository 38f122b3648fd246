import {
  type AgencyUnderTest,
  type GraphAnswer,
  type OutboxRow,
  startAgencyForTest,
} from '@throughgate/testkit';
import { jobcentre } from '../../src/subgraph.ts';

/** What a mutation answered. */
interface MutationAnswer {
  readonly result: unknown;
  /** Code of the first error. */
  readonly code: string | undefined;
  readonly answer: GraphAnswer;
}

/** The jobcentre subgraph at work, with shorthands for its mutations. */
export interface JobcentreUnderTest extends AsyncDisposable {
  readonly agency: AgencyUnderTest;
  /** Sends a mutation with a fresh idempotency key, unless the input has one. */
  mutate(mutation: string, input: Record<string, unknown>, selection?: string): Promise<MutationAnswer>;
  /** Sends a mutation that must succeed and returns the id of its record. */
  record(mutation: string, input: Record<string, unknown>): Promise<string>;
  /** Registers a claimant and returns the National Insurance number. */
  registered(nino: string): Promise<string>;
  /** Registers a claimant who claims Universal Credit from 1 October 2020, and returns the claim's id. */
  claiming(nino: string): Promise<string>;
  /** Reads fields of a claimant. */
  read(nino: string, selection: string): Promise<unknown>;
  eventsOf(nino: string): Promise<OutboxRow[]>;
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
  let keys = 0;

  async function mutate(
    mutation: string,
    input: Record<string, unknown>,
    selection = '{ __typename }',
  ): Promise<MutationAnswer> {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;
    const answer = await agency.ask(
      `mutation ($input: ${type}) { result: ${mutation}(input: $input) ${selection} }`,
      { input: { idempotencyKey: `test-${keys++}`, ...input } },
    );
    return { result: answer.data?.['result'], code: answer.errors?.[0]?.extensions.code, answer };
  }

  async function record(mutation: string, input: Record<string, unknown>): Promise<string> {
    const { result, answer } = await mutate(mutation, input, '{ id }');
    if (!result) throw new Error(`${mutation}: ${answer.errors?.[0]?.message}`);
    return (result as { id: string }).id;
  }

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
    eventsOf: async (nino) => (await agency.events()).filter(({ aggregateid }) => aggregateid === nino),
    [Symbol.asyncDispose]: () => agency[Symbol.asyncDispose](),
  };
}
