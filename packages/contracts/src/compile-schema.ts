import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { EventContractError } from './event-contract-error.ts';
import { commonSchemas } from './json-schema.ts';

/** Says what is wrong with data, in words, or `undefined` when they are valid. */
export type Problem = (data: unknown) => string | undefined;

/** One way in which data break their schema. */
export interface DataFault {
  /** JSON pointer into the data; empty for the whole. */
  readonly pointer: string;
  /** What is wrong there, in words: `must be string`. */
  readonly message: string;
}

/**
 * Makes the function that compiles JSON Schemas (2020-12) of events, which may refer to {@link commonSchemas}. It is strict:
 * it raises an {@link EventContractError} for keywords and formats that it does not know, since a misspelt
 * constraint constrains nothing; keywords that begin with `x-` are free. Of one `$id` it compiles one schema only.
 */
export function createSchemaCompiler(): (schema: object) => Problem {
  const compile = createCompiler(false);
  return (schema) => {
    const { ajv, validate } = compile(schema);
    return (data) => (validate(data) ? undefined : ajv.errorsText(validate.errors, { dataVar: 'data' }));
  };
}

/** As {@link createSchemaCompiler}, for those who want to hear of every fault at once: none when the data are valid. */
export function createFaultCompiler(): (schema: object) => (data: unknown) => readonly DataFault[] {
  const compile = createCompiler(true);
  return (schema) => {
    const { validate } = compile(schema);
    return (data) => (validate(data) ? [] : (validate.errors ?? []).map(toFault));
  };
}

function toFault({ instancePath, keyword, params, message }: ErrorObject): DataFault {
  const named: unknown = params['additionalProperty'] ?? params['unevaluatedProperty'];
  const listed: unknown = keyword === 'enum' ? params['allowedValues'] : params['allowedValue'];
  const more = named ?? listed;
  return {
    pointer: instancePath,
    message: `${message}${more === undefined ? '' : `: ${JSON.stringify(more)}`}`,
  };
}

function createCompiler(allErrors: boolean) {
  const ajv = new Ajv2020({ allErrors, strict: true, allowUnionTypes: true, logger: false });
  addFormats.default(ajv);
  const known = new Set(commonSchemas.flatMap((schema) => [...extensionsOf(schema)]));
  ajv.addVocabulary([...known]);
  for (const schema of commonSchemas) ajv.addSchema(schema);
  return (schema: object) => {
    try {
      const added = [...extensionsOf(schema)].filter((keyword) => !known.has(keyword));
      ajv.addVocabulary(added);
      for (const keyword of added) known.add(keyword);
      return { ajv, validate: ajv.compile(schema) };
    } catch (error) {
      throw new EventContractError('', (error as Error).message, { cause: error });
    }
  };
}

const extension = /^x-[\w-]+$/;

/** Names that begin with `x-`, anywhere in a schema; names of properties among them do no harm. */
function extensionsOf(value: unknown): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  const own = Object.keys(value).filter((name) => extension.test(name));
  return new Set([...own, ...Object.values(value).flatMap((one) => [...extensionsOf(one)])]);
}
