import type { Grant } from '@throughgate/authorization';
import type { AccessGraph } from './access-graph.ts';
import { type ExposedField, exposedFields } from './exposed-fields.ts';
import type { GraphFault } from './graph-fault.ts';

/** How many fields of a type a message names. */
const namedInMessages = 3;

/** Data about people that a caller sees whose token grants nothing, and as a warning what takes no more than a token. */
export function exposureFaults(graph: AccessGraph): GraphFault[] {
  const toAll = exposedFields(graph, new Set<Grant>());
  const known = new Set(toAll.map(coordinateOf));
  const toTokens = exposedFields(graph, new Set<Grant>(['@authenticated'])).filter(
    (one) => !known.has(coordinateOf(one)),
  );
  return [
    ...faultsOf(toAll, undefined, 'Everybody may see'),
    ...faultsOf(toTokens, 'warning', 'Everybody with a token, and every caller has one, may see'),
  ];
}

function faultsOf(
  exposed: readonly ExposedField[],
  severity: 'warning' | undefined,
  whoMay: string,
): GraphFault[] {
  const holders = new Set(
    exposed.filter(({ taggedBy }) => taggedBy !== 'returned type').map(({ type }) => type),
  );
  return (
    exposed
      // Where what it returns is told, what leads there need not be.
      .filter(({ taggedBy, returns }) => taggedBy !== 'returned type' || !holders.has(returns))
      .map((one) => ({
        code: 'HUB-C026' as const,
        ...(severity === undefined ? {} : { severity }),
        coordinate: coordinateOf(one),
        about: [coordinateOf(one), one.type, one.returns],
        together: one.taggedBy === 'type' || holders.has(one.type) ? one.type : undefined,
        message: (all: readonly string[]) =>
          `${whoMay} ${listed(all)} (data:${one.dataClass})${leadsThere(one)}.`,
      }))
  );
}

function leadsThere({ by, taggedBy, returns }: ExposedField): string {
  const because = taggedBy === 'returned type' ? `, which returns ${returns}` : '';
  return by.includes('.') ? `${because}, for example by ${by}` : because;
}

function listed(all: readonly string[]): string {
  const rest = all.length - namedInMessages;
  const named = all.slice(0, namedInMessages).join(', ');
  return rest > 0 ? `${named} and ${rest} more` : named;
}

function coordinateOf({ type, field }: { readonly type: string; readonly field: string }): string {
  return `${type}.${field}`;
}
