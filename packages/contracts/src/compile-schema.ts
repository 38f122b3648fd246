import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { EventContractError } from './event-contract-error.ts';
import { commonSchemas } from './json-schema.ts';

/** Says what is wrong with data, in words, or `undefined` when they are valid. */
export type Problem = (data: unknown) => string | undefined;

/**
 * Makes the function that compiles JSON Schemas (2020-12) of events, which may refer to {@link commonSchemas}. It is strict:
 * it raises an {@link EventContractError} for keywords and formats that it does not know, since a misspelt
 * constraint constrains nothing; keywords that begin with `x-` are free. Of one `$id` it compiles one schema only.
 */
export function createSchemaCompiler(): (schema: object) => Problem {
  const ajv = new Ajv2020({ allErrors: false, strict: true, allowUnionTypes: true, logger: false });
  addFormats.default(ajv);
  const known = new Set(commonSchemas.flatMap((schema) => [...extensionsOf(schema)]));
  ajv.addVocabulary([...known]);
  for (const schema of commonSchemas) ajv.addSchema(schema);
  return (schema) => {
    try {
      const added = [...extensionsOf(schema)].filter((keyword) => !known.has(keyword));
      ajv.addVocabulary(added);
      for (const keyword of added) known.add(keyword);
      const validate = ajv.compile(schema);
      return (data) => (validate(data) ? undefined : ajv.errorsText(validate.errors, { dataVar: 'data' }));
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
