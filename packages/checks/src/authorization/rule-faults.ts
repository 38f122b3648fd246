import { type DirectiveName, directiveNames } from '@throughgate/authorization';
import { type ConstDirectiveNode, type ConstValueNode, Kind, print } from 'graphql';
import type { CheckedSubgraph } from '../check-input.ts';
import { placeOf, type SchemaPart, type SchemaParts } from '../schema-changes/schema-parts.ts';
import type { AccessFault } from './access-fault.ts';
import { type KnownScopes, knownScopes } from './known-scopes.ts';

/** What the rules of one schema say wrongly, whatever the rest of the graph is: under every name that it imports them by. */
export function ruleFaults(
  subgraph: string,
  schema: SchemaParts,
  others: readonly CheckedSubgraph[],
): AccessFault[] {
  const known = knownScopes(subgraph, others);
  return [...schema.parts.values()].flatMap((part) =>
    rulesOf(part, schema).flatMap(({ name, rule }) => {
      const fault = (
        code: AccessFault['code'],
        message: string,
        severity?: 'warning' | 'error',
      ): AccessFault => ({
        code,
        severity: severity ?? 'error',
        coordinate: part.coordinate,
        message,
        places: [placeOf(subgraph, schema.file, rule)],
      });
      if (!schema.names.isLinked(rule.name.value)) {
        const message = `@${rule.name.value} of ${part.coordinate} is not Federation’s, since the schema does not import it: it closes nothing.`;
        return [fault('HUB-C023', message)];
      }
      if (name === 'authenticated') return [];
      const lists = listsOf(name, rule);
      if (typeof lists === 'string') {
        return [fault('HUB-C023', `@${rule.name.value} of ${part.coordinate} ${lists}.`)];
      }
      const values = [...new Set(lists.flat())];
      if (name === 'requiresScopes') {
        return values
          .filter((scope) => !known.has(scope))
          .map((scope) =>
            fault(
              'HUB-C024',
              `${part.coordinate} requires the scope "${scope}", which ${whyUnknown(scope, subgraph, known)}`,
            ),
          );
      }
      const policies = values.map((value) => `"${value}"`).join(', ');
      const message = `${part.coordinate} requires the ${values.length === 1 ? 'policy' : 'policies'} ${policies}. The gateway has no policies yet, and refuses what requires one to everybody.`;
      return [fault('HUB-C024', message, 'warning')];
    }),
  );
}

/** Where the directives stand on a part. */
function rulesOf(
  { nodes }: SchemaPart,
  { names }: SchemaParts,
): { readonly name: DirectiveName; readonly rule: ConstDirectiveNode }[] {
  return nodes
    .flatMap((node): readonly ConstDirectiveNode[] => ('directives' in node ? (node.directives ?? []) : []))
    .flatMap((rule) => {
      const meant = names.directive(rule.name.value);
      const name = directiveNames.find((one) => one === meant);
      return name === undefined ? [] : [{ name, rule }];
    });
}

/** The texts that a directive lists, or what is wrong with them. A missing argument composition tells. */
function listsOf(name: DirectiveName, rule: ConstDirectiveNode): string[][] | string {
  const argument = name === 'policy' ? 'policies' : 'scopes';
  const value = rule.arguments?.find((one) => one.name.value === argument)?.value;
  if (value === undefined) return [];
  if (value.kind !== Kind.LIST) return `has ${argument} that are no list: ${print(value)}`;
  if (value.values.length === 0) return `has an empty list of ${argument}`;
  const lists: string[][] = [];
  for (const inner of value.values) {
    if (inner.kind !== Kind.LIST) return `has ${argument} that are no list of lists: ${print(value)}`;
    if (inner.values.length === 0) return `has an empty list among its ${argument}: ${print(value)}`;
    if (!inner.values.every(isText)) return `has ${argument} that are no texts: ${print(value)}`;
    lists.push(inner.values.map(({ value: text }) => text));
  }
  return lists;
}

function isText(
  value: ConstValueNode,
): value is ConstValueNode & { readonly kind: Kind.STRING; readonly value: string } {
  return value.kind === Kind.STRING && value.value.trim() !== '';
}

function whyUnknown(scope: string, subgraph: string, known: KnownScopes): string {
  const near = known.near(scope);
  const meant = near.length > 0 ? ` Did you mean ${near.map((one) => `"${one}"`).join(' or ')}?` : '';
  return known.takesOwn
    ? `is none of the hub’s, and does not begin with "${subgraph}:" as the subgraph’s own do.${meant}`
    : `is none of the hub’s.${meant}`;
}
