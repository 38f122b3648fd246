import { createRequire } from 'node:module';
import { createFinding, type Finding } from '@throughgate/registry-client';
import { Ajv, type AnySchemaObject, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { isObject, segmentsOf } from './json.ts';
import type { SourceDocument } from './source-document.ts';

const require = createRequire(import.meta.url);
const versions = ['3.0.0', '3.1.0'] as const;
/** Most problems that are told at once: the rest often follows from the first ones. */
const mostTold = 20;

const validators = new Map<string, ValidateFunction>();

/**
 * What is wrong with the structure of an AsyncAPI document, by the specification's own JSON Schema. Compiling that
 * takes about half a second, so it is done once in each thread and version.
 */
export function checkStructure(subgraph: string, document: SourceDocument): Finding[] {
  const report = (detail: string, pointer: string) =>
    createFinding('HUB-C030', {
      message: detail,
      subgraph,
      ...(pointer === '' ? {} : { coordinate: pointer }),
      places: [document.placeOf(segmentsOf(pointer) ?? [])],
    });
  const { json } = document;
  const version = versions.find((one) => isObject(json) && json['asyncapi'] === one);
  if (version === undefined) {
    const found = isObject(json) ? json['asyncapi'] : undefined;
    const detail = `The document must say "asyncapi": ${versions.join(' or ')}; found ${String(found ?? 'none')}.`;
    return [report(detail, '/asyncapi')];
  }
  const validate = validators.get(version) ?? compile(version);
  validators.set(version, validate);
  if (validate(json)) return [];
  return telling(validate.errors ?? [])
    .slice(0, mostTold)
    .map(({ instancePath, message, params }) => {
      const named = params['additionalProperty'] ?? params['unevaluatedProperty'];
      const allowed = params['allowedValues'] ?? params['allowedValue'];
      const more = [named, allowed].filter((one) => one !== undefined).map((one) => JSON.stringify(one));
      const where = instancePath === '' ? 'The document' : instancePath;
      return report([where, message, ...more].join(' '), instancePath);
    });
}

/** Of all that failed, what says most: that none of several forms fits is told by what each form lacks. */
function telling(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const own = errors.filter(
    ({ keyword, params }) =>
      !['oneOf', 'anyOf', 'if', 'not'].includes(keyword) && params['missingProperty'] !== '$ref',
  );
  const seen = new Set<string>();
  return (own.length > 0 ? own : errors).filter(({ instancePath, message }) => {
    const told = seen.has(`${instancePath} ${message}`);
    seen.add(`${instancePath} ${message}`);
    return !told;
  });
}

function compile(version: (typeof versions)[number]): ValidateFunction {
  const schema = require(`@asyncapi/specs/schemas/${version}-without-$id.json`) as AnySchemaObject;
  // The specification's schemas are not written for ajv's strict mode, and name formats that no validator has.
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, code: { optimize: false } });
  addFormats.default(ajv);
  return ajv.compile(schema);
}
