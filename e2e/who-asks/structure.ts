import type { PersonaName } from '@throughgate/issuer';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Asked, ask, askAs, type HubAnswer, tokenOf } from './hub.ts';
import { recordRobin, robin } from './people.ts';

const { crn, dateOfBirth, prisonerNumber } = robin;
const offender = `offender(identifier: "${crn}")`;

/** Ways to ask for a date of birth, which a peer mentor may not see. Each also asks for the name, which one may. */
const detours: Readonly<Record<string, Pick<Asked, 'query' | 'variables' | 'operationName'>>> = {
  'by another name': { query: `{ ${offender} { name { surname } x: dateOfBirth } }` },
  'by the name of a field that is open': { query: `{ ${offender} { id: dateOfBirth name { surname } } }` },
  'by names that objects inherit': {
    query: `{ ${offender} { name { surname } constructor: dateOfBirth toString: dateOfBirth hasOwnProperty: dateOfBirth } }`,
  },
  'several times': {
    query: `{ ${offender} { name { surname } a: dateOfBirth b: dateOfBirth c: dateOfBirth } }`,
  },
  'in a fragment': { query: `{ ${offender} { name { surname } ... on Offender { dateOfBirth } } }` },
  'in a fragment without a type': { query: `{ ${offender} { name { surname } ... { dateOfBirth } } }` },
  'in a named fragment': {
    query: `{ ${offender} { ...A } } fragment A on Offender { name { surname } ...B } fragment B on Offender { dateOfBirth }`,
  },
  'in a fragment of the query': {
    query: `{ ...Q } fragment Q on Query { ${offender} { name { surname } dateOfBirth } }`,
  },
  'in two selections that are merged': {
    query: `{ ${offender} { name { surname } } ${offender} { dateOfBirth } }`,
  },
  'unless it is skipped, which it is not': {
    query: `query ($no: Boolean!) { ${offender} { name { surname } dateOfBirth @skip(if: $no) } }`,
    variables: { no: false },
  },
  'if it is included, which it is': {
    query: `query ($yes: Boolean!) { ${offender} { name { surname } ... @include(if: $yes) { dateOfBirth } } }`,
    variables: { yes: true },
  },
  'in one of several operations': {
    query: `query Open { ${offender} { name { surname } } } query Closed { ${offender} { name { surname } dateOfBirth } }`,
    operationName: 'Closed',
  },
};

/** The shape of a question changes nothing of what may be seen. */
export function structure(): void {
  beforeAll(recordRobin, 60_000);

  it.each(Object.entries(detours))('a date of birth stays hidden: %s', async (_way, operation) => {
    const answer = await askAs('peer-mentor', operation);
    hidden(answer);
    expect(answer.status).toBe(200);
    expect(answer.errors.length).toBeGreaterThan(0);
    // To those who may see it, it is there by the same way.
    expect((await askAs('practitioner', operation)).text).toContain(dateOfBirth);
  });

  it.each(['peer-mentor', 'practitioner'] as const)(
    'by the name __proto__ nothing is answered: %s',
    async (persona) => {
      const answer = await askAs(persona, {
        query: `{ ${offender} { name { surname } __proto__: dateOfBirth } }`,
      });
      expect([answer.status, answer.data ?? null]).toEqual([400, null]);
      hidden(answer);
    },
  );

  it('what is skipped raises nothing', async () => {
    const query = `query ($no: Boolean!) { ${offender} { name { surname } dateOfBirth @include(if: $no)
      ... @skip(if: true) { sex } } }`;
    const { data, errors } = await askAs('peer-mentor', { query, variables: { no: false } });
    expect([errors, data]).toEqual([[], { offender: { name: { surname: robin.surname } } }]);
  });

  it('what stands in another operation of the document raises nothing', async () => {
    const { query } = detours['in one of several operations'] as Asked;
    const { errors } = await askAs('peer-mentor', { query, operationName: 'Open' });
    expect(errors).toEqual([]);
  });

  it('an event’s subject tells not even of what kind it is', async () => {
    const query = `{ ${offender} { journey(first: 5) { edges { node { subject { __typename } } } } } }`;
    const mentor = await askAs('peer-mentor', { query });
    expect([mentor.data, mentor.code]).toEqual([
      { offender: { journey: null } },
      'UNAUTHORIZED_FIELD_OR_TYPE',
    ]);
    expect(mentor.text).not.toMatch(/Movement|Booking|Appointment|Referral|"subject"\s*:/);
  });

  it('what an agency needs of others to answer is fetched, and shown to nobody who may not see it', async () => {
    // The Jobcentre finds a person’s claims by the identifiers of all agencies, which a work coach may not see.
    const query = `{ ${offender} { benefits { nino } identifiers { crns } } }`;
    const { data, errors } = await askAs('work-coach', { query });
    expect(data).toEqual({ offender: { benefits: [{ nino: robin.nino }], identifiers: null } });
    expect(errors.map(({ path }) => path)).toEqual([['offender', 'identifiers']]);
  });

  it('identifiers that join the records are no field at all', async () => {
    const { status, code } = await askAs('developer', {
      query: `{ ${offender} { joinIdentifiers { crns } } }`,
    });
    expect([status, code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });

  it('an entity cannot be had by its representation', async () => {
    const query = `{ _entities(representations: [{ __typename: "Prisoner", prisonerNumber: "${prisonerNumber}" }]) { __typename } }`;
    expect((await askAs('developer', { query })).code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect((await askAs('developer', { query: '{ _service { sdl } }' })).code).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });

  it('the plan and the fetches of one caller serve no other, whoever asks first', async () => {
    // A document that nobody has asked yet, at once and in turn, by callers who may see different parts of it.
    const query = `query Shared { ${offender} { name { surname } dateOfBirth custody { prisonerNumber } probation { crn } } }`;
    const callers = ['peer-mentor', 'practitioner', 'prison-adviser', 'key-worker'] as const;
    const purposes = { 'peer-mentor': 'peer-support', practitioner: 'employment-support' } as const;
    const seen = async (persona: (typeof callers)[number]) => {
      const purpose = persona in purposes ? purposes[persona as 'practitioner'] : 'employment-support';
      const { data } = await ask({ token: await tokenOf(persona), purpose, query });
      return [persona, data?.['offender']];
    };
    const name = { surname: robin.surname };
    const expected = new Map<PersonaName, object>([
      ['peer-mentor', { name, dateOfBirth: null, custody: null, probation: null }],
      ['practitioner', { name, dateOfBirth, custody: [{ prisonerNumber }], probation: [{ crn }] }],
      ['prison-adviser', { name, dateOfBirth: null, custody: [{ prisonerNumber }], probation: null }],
      ['key-worker', { name, dateOfBirth: null, custody: null, probation: [{ crn }] }],
    ]);
    const asked = Array.from({ length: 40 }, (_, turn) => callers[turn % callers.length] ?? 'practitioner');
    for (const [persona, data] of await Promise.all(asked.map(seen))) {
      expect([persona, data]).toEqual([persona, expected.get(persona as PersonaName)]);
    }
    for (const persona of callers) expect(await seen(persona)).toEqual([persona, expected.get(persona)]);
  });

  describe('a mutation', () => {
    const input = {
      idempotencyKey: 'half allowed',
      nino: 'NC777001A',
      forename: 'Kit',
      surname: 'Half',
      dateOfBirth: '1990-01-01',
      sex: 'F',
      office: 'Durham',
    };
    const closed = {
      idempotencyKey: 'half refused',
      crn,
      restrictionId: '0b5b1b8e-5c4c-4d0e-9f5e-1f0c1e3c7a11',
      endedAt: '2026-03-05T10:00:00.000Z',
    };
    const heads = 'mutation ($input: RegisterClaimantInput!, $closed: EndRestrictionInput!)';
    const ways: Readonly<Record<string, string>> = {
      'the open part first': `${heads} { registerClaimant(input: $input) { nino } endRestriction(input: $closed) { id } }`,
      'the open part last': `${heads} { endRestriction(input: $closed) { id } registerClaimant(input: $input) { nino } }`,
      'by another name': `${heads} { registerClaimant(input: $input) { nino } registerClaimant2: endRestriction(input: $closed) { id } }`,
      'in a fragment': `${heads} { registerClaimant(input: $input) { nino } ...M } fragment M on Mutation { endRestriction(input: $closed) { id } }`,
    };
    it.each(Object.entries(ways))(
      'with a part that is not allowed does nothing at all: %s',
      async (_way, query) => {
        const { status, code, data } = await askAs('work-coach', { query, variables: { input, closed } });
        expect([status, code, data ?? null]).toEqual([403, 'FORBIDDEN', null]);
        const after = await askAs('work-coach', { query: `{ claimant(nino: "${input.nino}") { nino } }` });
        expect([after.errors, after.data]).toEqual([[], { claimant: null }]);
      },
    );
  });
}

function hidden({ text }: HubAnswer): void {
  expect(text).not.toContain(dateOfBirth);
}
