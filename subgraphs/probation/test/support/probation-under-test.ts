import {
  type AgencyUnderTest,
  type GraphAnswer,
  type OutboxRow,
  startAgencyForTest,
} from '@throughgate/testkit';
import { probation } from '../../src/subgraph.ts';

/** What a mutation answered. */
interface MutationAnswer {
  readonly result: unknown;
  /** Code of the first error. */
  readonly code: string | undefined;
  readonly answer: GraphAnswer;
}

/** The probation subgraph at work, with shorthands for its mutations. */
export interface ProbationUnderTest extends AsyncDisposable {
  readonly agency: AgencyUnderTest;
  /** Sends a mutation with a fresh idempotency key, unless the input has one. */
  mutate(mutation: string, input: Record<string, unknown>, selection?: string): Promise<MutationAnswer>;
  /** Sends a mutation that must succeed and returns the id of its record. */
  record(mutation: string, input: Record<string, unknown>): Promise<string>;
  /** Opens a case and returns its CRN. */
  opened(crn: string): Promise<string>;
  /** Reads fields of a case. */
  read(crn: string, selection: string): Promise<unknown>;
  eventsOf(crn: string): Promise<OutboxRow[]>;
}

/** Details of a person for `openCase`. */
export const person = { forename: 'Ann', surname: 'Example', dateOfBirth: '1990-02-03', sex: 'F' };

/** The rest of `openCase`. */
export const taken = { openedOn: '2020-09-01', deliveryUnitCode: 'N50MANC' };

/** Starts the probation subgraph on fresh databases. */
export async function startProbation(): Promise<ProbationUnderTest> {
  const agency = await startAgencyForTest(probation);
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

  return {
    agency,
    mutate,
    async record(mutation, input) {
      const { result, answer } = await mutate(mutation, input, '{ id }');
      if (!result) throw new Error(`${mutation}: ${answer.errors?.[0]?.message}`);
      return (result as { id: string }).id;
    },
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
    eventsOf: async (crn) => (await agency.events()).filter(({ aggregateid }) => aggregateid === crn),
    [Symbol.asyncDispose]: () => agency[Symbol.asyncDispose](),
  };
}
