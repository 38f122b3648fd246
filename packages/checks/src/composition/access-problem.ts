import { appliedNames, both, open, readRequirements } from '@throughgate/authorization';
import type { ErrorCode } from '@throughgate/registry-client';
import { type DocumentNode, GraphQLError } from 'graphql';
import type { CheckedSubgraph } from '../check-input.ts';
import { describeRequirement, writeRequirement } from '../requirements/describe-requirement.ts';
import { parseSubgraph } from './compose.ts';
import type { CompositionProblem } from './composition-problem.ts';

/** What composition complained of, in the words of somebody who wants to mend it. */
export interface AccessProblem {
  readonly code: Extract<ErrorCode, 'HUB-C027' | 'HUB-C028'>;
  readonly message: string;
  /** Left out where that of the catalogue says it. */
  readonly fix?: string;
}

const onAbstract = /on (interface|field|interface object) "([\w.]+)": @/;
const onOther = /^(?:\[([a-z0-9-]+)\] )?Directive "@(\w+)" may not be used on ([A-Z_]+)\./;
const transitive =
  /^(?:\[[a-z0-9-]+\] )?Field "([\w.]+)" .* transitive field "([\w.]+)" data from @requires/s;
const fromContext = /^(?:\[[a-z0-9-]+\] )?Field "([\w.]+)"/;

/** Reads a complaint of composition about a rule of who may see what. `undefined` when it is about something else. */
export function accessProblem(
  { code, message }: CompositionProblem,
  subgraphs: readonly CheckedSubgraph[],
): AccessProblem | undefined {
  if (code === 'AUTH_REQUIREMENTS_APPLIED_ON_INTERFACE') {
    const [, kind = 'interface', name = ''] = onAbstract.exec(message) ?? [];
    const what = kind === 'field' ? `${name} is a field of an interface` : `${name} is an ${kind}`;
    return {
      code: 'HUB-C027',
      message: `${what}, which can have no requirement of its own: only the objects can that implement it.`,
    };
  }
  if (code === 'MISSING_TRANSITIVE_AUTH_REQUIREMENTS')
    return { code: 'HUB-C028', ...explain(message, subgraphs) };
  const [, subgraph, directive, location] = onOther.exec(message) ?? [];
  if (directive === undefined || location === undefined) return undefined;
  const document = documentsOf(subgraphs.filter(({ name }) => name === subgraph))[0];
  if (!document || !appliedNames(document).has(directive)) return undefined;
  const where = location
    .toLowerCase()
    .replaceAll('_', ' ')
    .replace(' definition', '')
    .replace('enum value', 'value of an enum');
  return {
    code: 'HUB-C027',
    message: `@${directive} stands on ${/^[aei]/.test(where) ? 'an' : 'a'} ${where}, which can have no requirement of its own.`,
  };
}

function explain(message: string, subgraphs: readonly CheckedSubgraph[]): Omit<AccessProblem, 'code'> {
  const [, field, needed] = transitive.exec(message) ?? [];
  if (field === undefined || needed === undefined) {
    const [, name = 'A field'] = fromContext.exec(message) ?? [];
    return { message: `${name} is made from data that require what it does not require itself. ${message}` };
  }
  const [type = '', member = ''] = needed.split('.');
  const requirement = documentsOf(subgraphs)
    .map(readRequirements)
    .reduce((known, requirements) => both(known, requirements.ofField(type, member)), open);
  const directive = writeRequirement(requirement);
  // What is required may stand deeper in the selection than the field that composition names.
  if (directive === undefined) {
    return {
      message: `${field} is made from ${needed} by @requires, and does not require what that requires.`,
    };
  }
  return {
    message: `${field} is made from ${needed} by @requires, and does not require what that requires: ${describeRequirement(requirement)}.`,
    fix: `Put ${directive} on ${field}; or, where the owner of ${type} offers a field for joining that no client sees, such as \`joinIdentifiers\` of Offender, name that one in @requires.`,
  };
}

/** The documents of subgraphs, without those that are no SDL. */
function documentsOf(subgraphs: readonly CheckedSubgraph[]): DocumentNode[] {
  return subgraphs.flatMap(({ name, schema }) => {
    try {
      return [parseSubgraph(name, schema.text)];
    } catch (error) {
      if (error instanceof GraphQLError) return [];
      throw error;
    }
  });
}
