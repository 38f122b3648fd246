import { purposes, scopes } from '@throughgate/identity';
import { type PersonaName, personas } from '@throughgate/issuer';
import { beforeAll, expect, it } from 'vitest';
import { ask, askAs, type HubAnswer, services, tokenOf, tokenWith } from './hub.ts';
import { type Operation, type OperationKind, operations } from './operations.ts';
import { recordRobin } from './people.ts';

const personaNames = [
  'practitioner',
  'work-coach',
  'key-worker',
  'prison-adviser',
  'peer-mentor',
  'commissioner',
  'data-protection-officer',
  'probation-system',
  'prisons-system',
  'jobcentre-system',
  'providers-system',
  'developer',
] as const satisfies readonly PersonaName[];

/**
 * What each persona may do, in the order above, written by hand from what the personas are for and not from the hub's data:
 * `+` answered, `-` refused.
 */
const expected: Readonly<Record<OperationKind, string>> = {
  'name of a person': '+ + + + +  - +  - - - -  +',
  'date of birth of a person': '+ - - - -  - +  - - - -  +',
  'journey of a person': '+ - - - -  - +  - - - -  +',
  'where a person is held': '+ - - + +  - +  - - - -  +',
  'custody of a person': '+ - - + -  - +  - - - -  +',
  'claims of a person': '+ + - + -  - +  - - - -  +',
  'list of people': '+ - - - -  - +  - - - -  +',
  'case at probation': '+ - + - -  - +  + - - -  +',
  'record in prison': '+ - - + -  - +  - + - -  +',
  'record at a Jobcentre': '+ + - + -  - +  - - + -  +',
  'referral to a provider': '+ + + + -  - +  - - - +  +',
  'work of a Jobcentre': '+ + - + -  + +  - - + -  +',
  'targets of a contract': '+ + + + -  + +  - - - +  +',
  measures: '- - - - -  + -  - - - -  +',
  'write at probation': '+ - - - -  - -  + - - -  +',
  'write in prison': '- - - - -  - -  - + - -  +',
  'write at a Jobcentre': '- + - + -  - -  - - + -  +',
  'write at a provider': '- - + - -  - -  - - - +  +',
  'save a cohort': '- - - - -  + -  - - - -  +',
  'registers of prisons': '+ + + + +  + +  + + + +  +',
  introspection: '+ + + + +  + +  + + + +  +',
};

/** Who may read in the registry, in the same order: an agency's system publishes its schema, and nobody else has business there. */
const expectedOfRegistry = '- - - - -  - -  + + + +  +';

/** What each scope opens by itself or with another, written by hand; registers and introspection are open to every token. */
const openedBy: Readonly<Record<string, readonly OperationKind[]>> = {
  'outcomes:read': ['name of a person', 'date of birth of a person', 'journey of a person', 'list of people'],
  'outcomes:name': ['name of a person'],
  'outcomes:aggregate': ['measures'],
  // What was written comes back as a type that has a requirement of its own.
  'outcomes:write': [],
  'outcomes:aggregate outcomes:write': ['measures', 'save a cohort'],
  'probation:read': ['case at probation'],
  'probation:write': [],
  'probation:read probation:write': ['case at probation', 'write at probation'],
  'prisons:read': ['record in prison'],
  'prisons:write': [],
  'prisons:read prisons:write': ['record in prison', 'write in prison'],
  'prisons:location': [],
  'outcomes:name prisons:location': ['name of a person', 'where a person is held'],
  'jobcentre:read': ['record at a Jobcentre', 'work of a Jobcentre'],
  'jobcentre:write': [],
  'jobcentre:read jobcentre:write': ['record at a Jobcentre', 'work of a Jobcentre', 'write at a Jobcentre'],
  'jobcentre:aggregate': ['work of a Jobcentre'],
  'outcomes:name jobcentre:read': [
    'name of a person',
    'claims of a person',
    'record at a Jobcentre',
    'work of a Jobcentre',
  ],
  'providers:read': ['referral to a provider', 'targets of a contract'],
  'providers:write': [],
  'providers:read providers:write': [
    'referral to a provider',
    'targets of a contract',
    'write at a provider',
  ],
  'providers:aggregate': ['targets of a contract'],
  'registry:read': [],
  'registry:check': [],
  'registry:publish': [],
  'registry:send': [],
  'registry:report': [],
  'registry:register': [],
  'registry:admin': [],
};

/** No scope of the hub, though they begin, end or look like one. */
const noScopes = [
  '',
  'outcomes',
  'outcomes:',
  'outcomes:rea',
  'outcomes:reads',
  'outcomes:read:all',
  'outcomes:*',
  '*',
  'OUTCOMES:READ',
  'outcomes:read,outcomes:name',
  ' outcomes:read\tprobation:read',
  'openid profile constructor __proto__',
];

/** Which purposes each persona may state, written by hand. */
const expectedPurposes: Readonly<Record<(typeof personaNames)[number], readonly string[]>> = {
  practitioner: ['supervision', 'employment-support'],
  'work-coach': ['benefit-administration', 'employment-support'],
  'key-worker': ['employment-support'],
  'prison-adviser': ['benefit-administration', 'employment-support'],
  'peer-mentor': ['peer-support'],
  commissioner: ['commissioning'],
  'data-protection-officer': ['data-subject-rights'],
  'probation-system': ['record-keeping'],
  'prisons-system': ['record-keeping'],
  'jobcentre-system': ['record-keeping'],
  'providers-system': ['record-keeping'],
  developer: Object.keys(purposes),
};

const kinds = Object.keys(operations) as OperationKind[];
const openToAll: readonly OperationKind[] = ['registers of prisons', 'introspection'];

/** The whole of what the hub has about people, by persona, scope and kind of operation. */
export function matrix(): void {
  beforeAll(recordRobin, 60_000);

  it('has every persona, and every scope', () => {
    expect([...personaNames].toSorted()).toEqual(Object.keys(personas).toSorted());
    const inTable = new Set(Object.keys(openedBy).flatMap((scope) => scope.split(' ')));
    expect([...inTable].toSorted()).toEqual(Object.keys(scopes).toSorted());
  });

  it.each(kinds)('%s: who may', async (kind) => {
    const found = await Promise.all(
      personaNames.map(async (persona) =>
        outcomeOf(operations[kind], await askAs(persona, operations[kind])),
      ),
    );
    expect(byName(found)).toEqual(byName(expected[kind].split(/ +/)));
  });

  it('the registry: who may', async () => {
    const found = await Promise.all(
      personaNames.map(async (persona) => {
        const response = await fetch(new URL('/v1/subgraphs', services['registry']), {
          headers: { authorization: `Bearer ${await tokenOf(persona)}` },
        });
        const { code } = (await response.json()) as { code?: string };
        if (response.status === 200) return '+';
        return response.status === 403 && code === 'HUB-C043' ? '-' : `${response.status} ${code}`;
      }),
    );
    expect(byName(found)).toEqual(byName(expectedOfRegistry.split(/ +/)));
  });

  it.each(Object.entries(openedBy))('%s opens what it stands for', async (scope, opened) => {
    expect(await openedTo(scope)).toEqual(new Set([...opened, ...openToAll]));
  });

  it.each(noScopes)('%j opens nothing', async (scope) => {
    expect(await openedTo(scope)).toEqual(new Set(openToAll));
  });

  it.each(personaNames)('%s states the purposes that are granted, and no other', async (persona) => {
    const stated = [...Object.keys(purposes), 'curiosity', 'constructor'];
    const answers = await Promise.all(
      stated.map(
        async (purpose) => [purpose, await askAs(persona, { query: '{ __typename }', purpose })] as const,
      ),
    );
    const granted = answers.filter(([, { status }]) => status === 200).map(([purpose]) => purpose);
    expect(granted.toSorted()).toEqual(expectedPurposes[persona].toSorted());
    for (const [purpose, { status, code }] of answers) {
      if (!granted.includes(purpose))
        expect([purpose, status, code]).toEqual([purpose, 403, 'PURPOSE_NOT_GRANTED']);
    }
  });

  it('personal data are given for a stated purpose only, and what is about nobody for none', async () => {
    const token = await tokenOf('practitioner');
    for (const kind of kinds) {
      const { query, variables } = operations[kind] as Operation;
      const { status, code } = await ask({ query, ...(variables ? { variables } : {}), token });
      const personal = !aboutNobody.includes(kind);
      expect([kind, status, code]).toEqual(
        personal ? [kind, 400, 'PURPOSE_REQUIRED'] : [kind, expect.anything(), codeWithout(kind)],
      );
    }
  });
}

const aboutNobody: readonly OperationKind[] = [
  'work of a Jobcentre',
  'targets of a contract',
  'measures',
  'save a cohort',
  'registers of prisons',
  'introspection',
];

/** What a practitioner is told who asks for it without a purpose. */
function codeWithout(kind: OperationKind): string | undefined {
  if (kind === 'measures') return 'UNAUTHORIZED_FIELD_OR_TYPE';
  return kind === 'save a cohort' ? 'FORBIDDEN' : undefined;
}

async function openedTo(scope: string): Promise<Set<OperationKind>> {
  const token = await tokenWith(scope);
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const outcome = outcomeOf(
        operations[kind],
        await ask({ token, purpose: 'supervision', ...operations[kind] }),
      );
      if (outcome !== '+' && outcome !== '-') expect.fail(`${scope}: ${kind}: ${outcome}`);
      return outcome === '+' ? [kind] : [];
    }),
  );
  return new Set(found.flat());
}

function byName(outcomes: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(personaNames.map((name, at) => [name, outcomes[at]]));
}

/** `+` where an operation was answered, `-` where it was refused as it should be, and what came otherwise. */
function outcomeOf(operation: Operation, answer: HubAnswer): string {
  const { status, code, data, errors, text } = answer;
  const unexpected = `${status} ${text}`;
  if (operation.mutates) {
    if (status === 403 && code === 'FORBIDDEN' && !data) return '-';
    // The agency was asked, and knows no such record.
    return status === 200 && (code === 'NOT_FOUND' || code === 'BAD_USER_INPUT') ? '+' : unexpected;
  }
  if (status !== 200) return unexpected;
  const value = operation.path.reduce<unknown>(
    (at, name) => (at as Record<string, unknown> | null | undefined)?.[name],
    data,
  );
  if (errors.length === 0) return value === null || value === undefined ? unexpected : '+';
  const refused = errors.every(
    ({ message, path = [], extensions }) =>
      message === 'Unauthorized field or type' &&
      extensions?.code === 'UNAUTHORIZED_FIELD_OR_TYPE' &&
      path.every((step, at) => step === '@' || step === operation.path[at] || at >= operation.path.length),
  );
  return refused && (value === null || value === undefined) ? '-' : unexpected;
}
