import { describe, expect, it } from 'vitest';
import { checkClassification } from '../src/classification/check-classification.ts';
import { link, schemaCheck } from './support/schema-check.ts';

const date = 'scalar Date enum Code { A }\n';

/** What the check expects of each part of a schema, by coordinate. */
function expected(schema: string): Record<string, string> {
  const findings = checkClassification(schemaCheck({ after: link + date + schema }));
  return Object.fromEntries(
    findings.map(({ coordinate, message }) => [coordinate, /data:([\w-]+)/.exec(message)?.[1] ?? message]),
  );
}

describe('asks for personal', () => {
  it.each([
    ...['forename', 'surname', 'firstName', 'familyName', 'fullName', 'tenantForename', 'aliases'],
    ...[
      'crn',
      'crns',
      'prisonerNumber',
      'nomsNumber',
      'nomsId',
      'nino',
      'niNumber',
      'nationalInsuranceNumber',
    ],
    ...[
      'pnc',
      'pncNumber',
      'PNCNumber',
      'cro',
      'croNumbers',
      'uln',
      'ulns',
      'referenceNumber',
      'bookingNumber',
    ],
    ...[
      'postcode',
      'postCode',
      'address',
      'addressLine1',
      'addresses',
      'email',
      'emailAddress',
      'mobile',
      'phoneNumber',
    ],
    ...[
      'photograph',
      'tenantName',
      'staffCode',
      'keyWorkerName',
      'offenderId',
      'landlordName',
      'date_of_birth',
    ],
  ])('of a text called %s', (name) => {
    expect(expected(`type Thing { ${name}: String }`)).toEqual({ [`Thing.${name}`]: 'personal' });
  });

  it('of a date of birth and a number that is an identifier', () => {
    const asked = expected('type Thing { dateOfBirth: Date! dob: Date birthDate: Date uln: Int }');
    expect(Object.keys(asked)).toEqual(['Thing.dateOfBirth', 'Thing.dob', 'Thing.birthDate', 'Thing.uln']);
  });

  it.each([
    'Tenant',
    'KeyWorker',
    'CommunityManager',
    'AllocateManagerInput',
    'TenantDetails',
    'ServiceUser',
  ])('of the name, id and code of a %s', (type) => {
    const kind = type.endsWith('Input') ? 'input' : 'type';
    const asked = expected(`${kind} ${type} { name: String id: ID code: String colour: String }`);
    expect(asked).toEqual({
      [`${type}.name`]: 'personal',
      [`${type}.id`]: 'personal',
      [`${type}.code`]: 'personal',
    });
  });

  it('of the name in a type that is keyed by the identifier of a person, or holds a date of birth', () => {
    expect(expected('type Tenancy @key(fields: "crn") { crn: ID! name: String }')).toHaveProperty([
      'Tenancy.name',
    ]);
    expect(expected('type Tenancy { dateOfBirth: Date name: String }')).toHaveProperty(['Tenancy.name']);
    expect(expected('type Tenancy @key(fields: "id") { id: ID! name: String }')).toEqual({});
  });

  it('of arguments and input fields', () => {
    const schema = `type Query { tenancies(crn: ID!, first: Int): [Thing] tenant(id: ID!): Tenant thing(id: ID!): Thing }
      type Thing { x: Int } type Tenant { x: Int } input ThingInput { nino: ID! x: Int }`;
    expect(expected(schema)).toEqual({
      'Query.tenancies(crn:)': 'personal',
      'Query.tenant(id:)': 'personal',
      'ThingInput.nino': 'personal',
    });
  });
});

describe('asks for special-category', () => {
  it.each([
    ...[
      'ethnicity: Code',
      'religion: String',
      'religiousBelief: Code',
      'disabled: Boolean',
      'hasDisability: Boolean',
    ],
    ...[
      'healthConditions: [String!]!',
      'mentalHealthNeeds: String',
      'medication: String',
      'pregnant: Boolean',
    ],
    ...[
      'sexualOrientation: Code',
      'sexuality: Code',
      'tradeUnionMember: Boolean',
      'dna: String',
      'diagnosedOn: Date diagnosis: String',
    ],
  ])('of %s', (field) => {
    expect(Object.values(expected(`type Thing { ${field} }`))).toEqual(['special-category']);
  });

  it('of a new type called so, once for all its fields, and of what leads to it', () => {
    const findings = checkClassification(
      schemaCheck({
        after: `${link}type Disability { id: ID! code: String note: String } type Thing { disabilities: [Disability!] }`,
      }),
    );
    expect(findings.map(({ coordinate }) => coordinate)).toEqual(['Disability', 'Thing.disabilities']);
  });
});

describe('asks for criminal-offence', () => {
  it.each([
    ...[
      'offenceCode: String',
      'mostSeriousOffence: Code',
      'convictions: Int',
      'convictedOn: Date',
      'sentenceExpiry: Date',
    ],
    ...[
      'sentencedAt: String',
      'arrestDate: Date',
      'cautions: [String!]',
      'onRemand: Boolean',
      'reoffendingRisk: Int',
    ],
  ])('of %s', (field) => {
    expect(Object.values(expected(`type Thing { ${field} }`))).toEqual(['criminal-offence']);
  });
});

describe('does not ask', () => {
  it.each([
    ...[
      'Prison',
      'PrisonAddress',
      'Office',
      'Provider',
      'DeliveryUnit',
      'Court',
      'EmployerContract',
      'HealthCentre',
    ],
  ])('for the name, code, reference number, postcode, phone or email of a %s', (type) => {
    const fields =
      'id: ID! name: String! code: ID referenceNumber: ID postcode: String phone: String email: String';
    expect(expected(`type ${type} @key(fields: "id") { ${fields} healthcare: Boolean }`)).toEqual({});
  });

  it.each([
    ...[
      'name: String',
      'id: ID!',
      'code: String',
      'prisonName: String',
      'prisonId: ID',
      'parentId: ID',
      'claimId: ID',
    ],
    ...[
      'addressType: Code',
      'phoneVerified: Boolean',
      'emailSentOn: Date',
      'sentenceId: ID',
      'initialAssessment: String',
    ],
    ...[
      'healthAndSafetyOfficer: Boolean',
      'convictionCount: Int',
      'averageSentenceDays: Float',
      'trace: String',
    ],
    ...['embrace: String', 'crnology: String', 'surnamed: String', 'startedOn: Date', 'landlord: Boolean'],
  ])('for %s of a thing', (field) => {
    expect(expected(`type Thing { ${field} }`)).toEqual({});
  });

  it('for what holds fields that are asked for themselves', () => {
    const schema =
      'type Thing { address: Address } type Address { postcode: String @tag(name: "data:personal") }';
    expect(expected(schema)).toEqual({});
  });

  it('for fields that another subgraph owns, nor for arguments of directives', () => {
    const schema =
      'type Thing @key(fields: "id") { id: ID! nino: ID! @external } directive @a(crn: ID) on FIELD';
    expect(expected(schema)).toEqual({});
  });
});
