import { isObject, pointerOf } from '../events/json.ts';
import type { EventTypeSource } from '../events/read-event-types.ts';
import type { ClassificationFault } from './classification-fault.ts';
import { type DataClass, isDataClass, isWeaker } from './data-class.ts';
import { alternatives, type JsonSchema, jsonValueKind, propertiesOf } from './json-value-kind.ts';
import { type HolderKind, holderKindOf, judgeName, makesPerson } from './judge-name.ts';

/** The keyword of JSON Schema that classifies a property, and all that is in it. */
const keyword = 'x-classification';

interface Surroundings {
  /** Name of the property that the schema is of; `undefined` where it is not of one directly. */
  readonly name?: string;
  readonly holder: HolderKind;
  readonly inherited: DataClass | undefined;
}

/** Finds what is not classified in the data of an event type, or wrongly. */
export function classifyEvent({
  type,
  schema,
  placeOf,
}: Pick<EventTypeSource, 'type' | 'schema' | 'placeOf'>): ClassificationFault[] {
  const faults: ClassificationFault[] = [];

  function visit(at: unknown, segments: readonly string[], { name, holder, inherited }: Surroundings): void {
    if (!isObject(at)) return;
    const given = judge(at, segments, { ...(name === undefined ? {} : { name }), holder, inherited });
    const properties = Object.entries(propertiesOf(at));
    const byName = name === undefined ? holder : holderKindOf(name);
    const inner = properties.some(([property]) => makesPerson(property)) ? 'person' : byName;
    for (const [property, value] of properties) {
      visit(value, [...segments, 'properties', property], {
        name: property,
        holder: inner,
        inherited: given,
      });
    }
    for (const [path, value] of alternatives(at)) {
      visit(value, [...segments, ...path], { holder: inner, inherited: given });
    }
  }

  /** Reports what is wrong with a schema itself; gives the classification that holds for all in it. */
  function judge(at: JsonSchema, segments: readonly string[], { name, holder, inherited }: Surroundings) {
    const report = (fault: Omit<ClassificationFault, 'coordinate' | 'places'>) => {
      const pointer = pointerOf(segments);
      faults.push({ ...fault, coordinate: `${type}#${pointer}`, places: [placeOf(pointer)] });
    };
    const own = at[keyword];
    if (own !== undefined && !isDataClass(own)) {
      report({
        code: 'HUB-C022',
        severity: 'error',
        message: `${JSON.stringify(own)} is no classification.`,
      });
      return 'none';
    }
    const given = own ?? inherited;
    const value = jsonValueKind(at);
    const expects = name === undefined ? undefined : judgeName({ name, holder, value });
    if (!expects || (given === undefined && value === 'record' && isClassifiedInside(at))) return given;
    if (given === undefined) {
      report({
        code: 'HUB-C037',
        message: `Property "${name}" has no classification; its name says ${expects}.`,
      });
      // Told once for all that is in it.
      return expects;
    }
    if (isWeaker(given, expects)) {
      const message = `Property "${name}" is classified as ${given}, but its name says ${expects}.`;
      report({ code: 'HUB-C022', severity: 'warning', message });
    }
    return given;
  }

  visit(schema, [], { holder: 'other', inherited: undefined });
  return faults;
}

function isClassifiedInside(schema: JsonSchema): boolean {
  const inside = Object.values(propertiesOf(schema));
  return inside.length > 0 && inside.every((one) => isObject(one) && one[keyword] !== undefined);
}
