import { type HubAgency, hubAgencyNames, subgraphSdl } from '@throughgate/contracts';
import { acceptedForms, parseIdentifier } from '@throughgate/domain';
import { buildASTSchema, coerceInputValue, GraphQLScalarType, type GraphQLSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { simulatePlaces } from '../src/simulate-places.ts';
import { type Step, sentMutations } from '../src/step.ts';
import { peopleOf } from './support/people.ts';

const forms: Record<string, RegExp> = {
  Date: /^\d{4}-\d\d-\d\d$/,
  DateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
};

/** The schema of an agency, with dates and moments checked by their form. */
function schemaOf(agency: HubAgency): GraphQLSchema {
  const schema = buildASTSchema(parse(subgraphSdl(agency)), { assumeValid: true, assumeValidSDL: true });
  for (const [name, form] of Object.entries(forms)) {
    const scalar = schema.getType(name);
    if (!(scalar instanceof GraphQLScalarType)) continue;
    scalar.parseValue = (value) => {
      if (typeof value === 'string' && form.test(value) && !Number.isNaN(Date.parse(value))) return value;
      throw new TypeError(`${value} is no ${name}`);
    };
  }
  return schema;
}

const schemas = new Map(hubAgencyNames.map((agency) => [agency, schemaOf(agency)]));

/** What the agency's schema objects to in a step. */
function objections({ agency, mutation, input }: Step): string[] {
  const field = schemas.get(agency)?.getMutationType()?.getFields()[mutation];
  const type = field?.args.find(({ name }) => name === 'input')?.type;
  if (!type) return [`${agency} has no mutation ${mutation}`];
  const found: string[] = [];
  coerceInputValue(
    input,
    type,
    (path, _value, error) => void found.push(`${mutation} ${path.join('.')}: ${error.message}`),
  );
  return found;
}

const people = [
  ...peopleOf('default', 300),
  ...peopleOf('greater-manchester', 150),
  ...peopleOf('review-2011', 600),
];
const steps = [...simulatePlaces({ profile: 'default' }), ...people.flatMap((person) => person.steps)];

describe('every step', () => {
  it('has an input that the agency’s schema accepts', () => {
    expect(steps.flatMap(objections)).toEqual([]);
  });

  it('is refused by this test when a field is wrong', () => {
    const [step] = steps.filter((candidate) => candidate.mutation === 'openCase');
    if (step?.mutation !== 'openCase') return expect.fail('no case');
    expect(objections({ ...step, input: { ...step.input, openedOn: '31 October' } })).toHaveLength(1);
  });

  it('names people by identifiers that are well-formed and checked', () => {
    const kinds = {
      crn: 'crn',
      prisonerNumber: 'prisonerNumber',
      nino: 'nino',
      pncNumber: 'pnc',
      croNumber: 'cro',
      referenceNumber: 'referenceNumber',
    } as const;
    expect(acceptedForms.length).toBeGreaterThan(0);
    const wrong = steps.flatMap(({ input }) =>
      Object.entries(kinds).flatMap(([field, kind]) => {
        const value: unknown = Object.entries(input).find(([name]) => name === field)?.[1];
        return typeof value === 'string' && parseIdentifier(kind, value) !== value ? [value] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('gives the same member of staff the same name', () => {
    const names = new Map<string, Set<string>>();
    for (const step of steps) {
      if (step.mutation !== 'allocateManager' && step.mutation !== 'assignKeyWorker') continue;
      const code = step.mutation === 'allocateManager' ? step.input.staffCode : step.input.code;
      names.set(code, (names.get(code) ?? new Set()).add(step.input.name));
    }
    expect(names.size).toBeGreaterThan(100);
    expect([...names].filter(([, given]) => given.size > 1)).toEqual([]);
  });

  it('is each of the mutations that a population sends, sooner or later, and no other', () => {
    const sent = new Set(steps.map(({ agency, mutation }) => `${agency} ${mutation}`));
    const all = Object.entries(sentMutations).flatMap(([agency, names]) =>
      names.map((name) => `${agency} ${name}`),
    );
    expect([...sent].sort()).toEqual(all.sort());
  });

  it('is every mutation of every agency’s schema, but those known not to be simulated', () => {
    const unsent = [
      // Restrictions beyond conditions, and leave from them.
      'probation startRestriction',
      'probation endRestriction',
      'probation withdrawPermission',
      // Consent, and contacts of a register, which is about no person.
      'probation withdrawConsent',
      // A fact that nobody's behaviour depends on yet.
      'probation awardCertificate',
      'prisons cancelAdviserInterview',
      'prisons cancelAbsence',
      // … and of what is prepared for a release.
      'prisons applyForIdentity',
      // The Jobcentre's offices, claims around a time in prison, signing on, and contacts.
      'jobcentre cancelAdvance',
      'jobcentre answerClosure',
      'jobcentre keepHousingCosts',
      'jobcentre resumeClaim',
      'jobcentre recordPayment',
      'jobcentre recordMissedPayment',
      'jobcentre recordRecovery',
      'jobcentre overturnSanction',
      'jobcentre resolveComplaint',
      // What became of interviews, and who works in prisons.
      'jobcentre cancelInterview',
      'jobcentre cancelRotaSlot',
      'jobcentre takeOntoCaseload',
      'jobcentre leaveCaseload',
      'jobcentre startProgramme',
      'jobcentre endProgramme',
      'jobcentre giveInformation',
      // What providers hold besides the course of a referral.
      'providers endAssignment',
      'providers recordContact',
      'providers submitEndOfServiceReport',
      'providers openProgramme',
      'providers closeProgramme',
      'providers setEpisodeRelease',
      'providers moveStage',
    ];
    const sent = new Set(steps.map(({ agency, mutation }) => `${agency} ${mutation}`));
    const all = hubAgencyNames.flatMap((agency) =>
      Object.keys(schemas.get(agency)?.getMutationType()?.getFields() ?? {}).map(
        (name) => `${agency} ${name}`,
      ),
    );
    expect(all.filter((name) => !sent.has(name))).toEqual(unsent);
  });
});
