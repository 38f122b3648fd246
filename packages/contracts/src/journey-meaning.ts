import { Ajv2020 } from 'ajv/dist/2020.js';
import { EventContractError } from './event-contract-error.ts';
import type { SpellKind } from './generated/graph.ts';
import { type JsonSchema, schemaAt } from './json-schema.ts';

/** What an agency's file is about: a person, or an entry of a register, such as an office or a programme. */
export type About = 'person' | 'register';

/** What an event means for a journey: its schema's `x-throughgate`, which docs/data-flow.md describes. */
export interface JourneyMeaning {
  readonly about?: About;
  readonly entity: { readonly type: string; readonly key: string };
  readonly title: string;
  readonly spells?: readonly {
    readonly kind: SpellKind;
    readonly id: string;
    readonly from: string;
    /** Several paths: the first that leads to a day counts, for events of before have not what later ones say better. */
    readonly to: string | readonly string[];
  }[];
}

/** Kinds of period that a journey knows. */
export const spellKinds = [
  'CUSTODY',
  'SUPERVISION',
  'BENEFIT',
  'SUPPORT',
  'EMPLOYMENT',
] as const satisfies readonly SpellKind[];

const path = { type: 'string', pattern: '^\\w+(\\.\\w+)*$' };
const form = {
  type: 'object',
  required: ['entity', 'title'],
  properties: {
    about: { enum: ['person', 'register'] satisfies About[] },
    entity: {
      type: 'object',
      required: ['type', 'key'],
      properties: { type: { type: 'string', pattern: '^[_A-Za-z]\\w*$' }, key: path },
      additionalProperties: false,
    },
    title: { type: 'string', pattern: '\\S' },
    spells: {
      type: 'array',
      items: {
        type: 'object',
        required: ['kind', 'id', 'from', 'to'],
        properties: {
          kind: { enum: spellKinds },
          id: path,
          from: path,
          to: { anyOf: [path, { type: 'array', items: path, minItems: 1 }] },
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};

// The form is this file's own: checking it against JSON Schema's would cost every process a quarter of a second.
const ajv = new Ajv2020({ meta: false, validateSchema: false });
const keepsForm = ajv.compile<JourneyMeaning>(form);
const personSchema = 'urn:throughgate:events:common:person:v1';

/**
 * Reads what an event means for a journey. Raises an {@link EventContractError} naming the part that has not the form, or
 * that the schema does not describe as a journey needs it.
 */
export function readMeaning(schema: JsonSchema): JourneyMeaning {
  const meaning = schema['x-throughgate'];
  if (meaning === undefined) {
    throw new EventContractError('', '"x-throughgate" is missing: it says which record the event is about');
  }
  if (!keepsForm(meaning)) {
    const [error] = keepsForm.errors ?? [];
    const allowed: unknown = error?.keyword === 'enum' ? error.params['allowedValues'] : [];
    const kinds = Array.isArray(allowed) && allowed.length > 0 ? `: ${allowed.join(', ')}` : '';
    const named =
      error?.keyword === 'additionalProperties' ? ` ("${error.params['additionalProperty']}")` : '';
    const pointer = `/x-throughgate${error?.instancePath ?? ''}`;
    throw new EventContractError(pointer, `${pointer} ${error?.message}${kinds}${named}`);
  }
  for (const [index, { id, from, to }] of (meaning.spells ?? []).entries()) {
    const ends = [to].flat().map((at) => ['to', at] as const);
    for (const [name, at] of [['id', id] as const, ['from', from] as const, ...ends]) {
      const described = schemaAt(schema, at);
      const isDate = described?.format === 'date' || described?.format === 'date-time';
      // An event of a period that is still open may know no end.
      if (name === 'to' && (!described || described.type === 'null')) continue;
      if (described && (name === 'id' || isDate)) continue;
      const expected = name === 'id' ? 'text' : 'a date or a date-time';
      throw new EventContractError(
        `/x-throughgate/spells/${index}/${name}`,
        `the spell’s "${name}" must be the path of ${expected}; "${at}" is none by the schema`,
      );
    }
  }
  const person = schema.properties?.['person'];
  if (meaning.about === 'register') {
    if (meaning.spells?.length) {
      throw new EventContractError(
        '/x-throughgate/spells',
        'an entry of a register has no "spells": they are periods of a person',
      );
    }
    if (person) {
      throw new EventContractError(
        '/properties/person',
        '"person" says who a file is about; by "x-throughgate" this one is about an entry of a register',
      );
    }
  }
  if (person && person.$ref !== personSchema) {
    throw new EventContractError(
      '/properties/person',
      `"person" says who the file is about: it must be { "$ref": "${personSchema}" }`,
    );
  }
  return meaning;
}
