import type { Finding } from '@throughgate/registry-client';
import type { JsonType } from './compatibility/json-types.ts';
import type { EntityKey, ObjectTypes } from './entity-keys.ts';
import { eventKey } from './event-key.ts';
import { childOf } from './json.ts';
import type { EventTypeSource } from './read-event-types.ts';
import { typeFinding } from './type-finding.ts';

const pointer = '/x-throughgate/entity';

/**
 * Checks that an event type leads to a record of the graph: its entity is an object type of the subgraph's own schema
 * with a resolvable key of one field, and each event has that key, with a value of the field's type.
 */
export function checkMapping(source: EventTypeSource, { keys, enums }: ObjectTypes): Finding[] {
  const entity = childOf(source.schema['x-throughgate'], 'entity');
  const [type, key] = [childOf(entity, 'type'), childOf(entity, 'key')];
  const report = (code: 'HUB-C034' | 'HUB-C035', at: string, message: string) => [
    typeFinding(code, source, at, message),
  ];
  if (typeof type !== 'string') {
    return report(
      'HUB-C034',
      pointer,
      '`x-throughgate.entity.type` says which type of the schema it is about.',
    );
  }
  const known = keys.get(type);
  if (!known) return report('HUB-C034', `${pointer}/type`, `the schema has no object type ${type}.`);
  if (known.length === 0) {
    return report('HUB-C034', `${pointer}/type`, `${type} has no resolvable @key of one field.`);
  }
  if (typeof key !== 'string') {
    return report('HUB-C035', pointer, `\`x-throughgate.entity.key\` says where the key of ${type} stands.`);
  }
  const found = eventKey(source.schema, key);
  if ('why' in found)
    return report('HUB-C035', found.pointer, `the key "${key}" is not in every event: ${found.why}.`);
  if (known.some((one) => fits(found.type, one, enums))) return [];
  const fields = known
    .map(({ field, type: graphType }) => `${type}.${field}: ${graphType ?? 'none'}`)
    .join(' or ');
  return report(
    'HUB-C035',
    `${pointer}/key`,
    `"${key}" is of type ${found.type}, which does not fit ${fields}.`,
  );
}

/** Whether values of a JSON type are what a field of that GraphQL type takes. */
function fits(json: JsonType, { type }: EntityKey, enums: ReadonlySet<string>): boolean {
  switch (type) {
    case undefined:
      return false;
    case 'ID':
    case 'String':
      return json === 'string';
    case 'Int':
      return json === 'integer';
    case 'Float':
      return json === 'integer' || json === 'number';
    case 'Boolean':
      return json === 'boolean';
    default:
      // What a scalar of the subgraph's own takes is not known here; it is written as text or as a whole number.
      return json === 'string' || (json === 'integer' && !enums.has(type));
  }
}
