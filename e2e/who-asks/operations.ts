import type { Asked } from './hub.ts';
import { robin } from './people.ts';

/** An operation of one kind, with where its answer is. */
export interface Operation extends Pick<Asked, 'query' | 'variables'> {
  /** Path of the value that a caller may or may not see. */
  readonly path: readonly string[];
  /** A mutation is refused whole; one that is let in names a record that does not exist, so that nothing is written. */
  readonly mutates?: true;
}

const { crn, prisonerNumber, nino, referenceNumber } = robin;
const person = (selection: string, ...path: string[]): Operation => ({
  query: `query ($identifier: String!) { offender(identifier: $identifier) { ${selection} } }`,
  variables: { identifier: crn },
  path: ['offender', ...path],
});
const input = (mutation: string, fields: object, selection = '__typename'): Operation => ({
  query: `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) {
    ${mutation}(input: $input) { ${selection} }
  }`,
  variables: { input: { idempotencyKey: `matrix ${mutation}`, ...fields } },
  path: [mutation],
  mutates: true,
});

/** One operation of each kind that the scopes tell apart, by what it does. */
export const operations = {
  'name of a person': person('name { surname }', 'name'),
  'date of birth of a person': person('dateOfBirth', 'dateOfBirth'),
  'journey of a person': person('journey(first: 1) { edges { node { title } } }', 'journey'),
  'where a person is held': person('location { prison { name } wing }', 'location'),
  'custody of a person': person('custody { prisonerNumber }', 'custody'),
  'claims of a person': person('benefits { nino }', 'benefits'),
  'list of people': { query: '{ offenders(first: 1) { edges { node { id } } } }', path: ['offenders'] },
  'case at probation': {
    query: `{ probationCase(crn: "${crn}") { openedOn } }`,
    path: ['probationCase'],
  },
  'record in prison': {
    query: `{ prisoner(prisonerNumber: "${prisonerNumber}") { status } }`,
    path: ['prisoner'],
  },
  'record at a Jobcentre': { query: `{ claimant(nino: "${nino}") { nino } }`, path: ['claimant'] },
  'referral to a provider': {
    query: `{ referral(referenceNumber: "${referenceNumber}") { status } }`,
    path: ['referral'],
  },
  'work of a Jobcentre': {
    query: '{ prison(id: "DMI") { facilityAudits { id } } }',
    path: ['prison', 'facilityAudits'],
  },
  'targets of a contract': {
    query: '{ contract(reference: "DN535743") { targets { __typename } } }',
    path: ['contract', 'targets'],
  },
  measures: { query: '{ measures { id } }', path: ['measures'] },
  'write at probation': input('endRestriction', {
    crn: 'X999999',
    restrictionId: '0b5b1b8e-5c4c-4d0e-9f5e-1f0c1e3c7a11',
    endedAt: '2026-03-05T10:00:00.000Z',
  }),
  'write in prison': input('releasePrisoner', {
    prisonerNumber: 'A9999ZZ',
    at: '2026-03-05T10:00:00.000Z',
    reason: 'RELEASED',
  }),
  'write at a Jobcentre': input('moveClaimant', {
    nino: 'NC999999A',
    officeCode: 'JCP-DURHAM',
    from: '2026-03-05',
  }),
  'write at a provider': input('endAssignment', { referenceNumber: 'ZZ9999ZZ', endedOn: '2026-03-05' }),
  'save a cohort': {
    ...input('saveCohort', {}),
    variables: { input: { name: '-', title: 'No name can begin so', cohort: {} } },
  },
  'registers of prisons': { query: '{ prisons(first: 1) { edges { node { id } } } }', path: ['prisons'] },
  introspection: { query: '{ __schema { queryType { name } } }', path: ['__schema'] },
} as const satisfies Readonly<Record<string, Operation>>;

/** What an operation does. */
export type OperationKind = keyof typeof operations;
