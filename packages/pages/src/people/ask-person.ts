import type { FastifyRequest } from 'fastify';
import { type AskGraph, codeOf, type GraphProblem } from '../graph/ask-graph.ts';
import { raiseProblem } from '../graph/raise-problem.ts';

/** A person's journey, as the page shows it; what could not be told, or may not be to this caller, is null. */
export interface Person {
  readonly id: string;
  readonly name: { readonly forename: string; readonly surname: string } | null;
  readonly dateOfBirth: string | null;
  readonly identifiers: Readonly<Record<string, readonly string[]>> | null;
  readonly journey: {
    readonly edges: readonly { readonly node: JourneyEvent }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
  readonly spells: readonly Spell[] | null;
  /** The latest first; null where it could not be told. */
  readonly releases: readonly Release[] | null;
}

/** Something that happened. */
export interface JourneyEvent {
  readonly id: string;
  readonly occurredAt: string;
  readonly agency: string;
  readonly title: string;
}

/** A period of custody, supervision, benefit, support or employment. */
export interface Spell {
  readonly kind: string;
  readonly from: string;
  readonly to: string | null;
  readonly agency: string;
}

/** A release from custody, with what was not in place. */
export interface Release {
  readonly releasedAt: string;
  readonly prison: { readonly id: string; readonly name: string } | null;
  /** Null while probation does not answer. */
  readonly gaps:
    | readonly { readonly kind: string; readonly owner: string; readonly openSince: string | null }[]
    | null;
  /** Kinds of gaps of which nobody knows; null while probation does not answer. */
  readonly unknown: readonly string[] | null;
}

const question = `query PersonPage($identifier: String!, $after: String) {
  offender(identifier: $identifier) {
    id
    name { forename surname }
    dateOfBirth
    identifiers { crns prisonerNumbers ninos pncs cros ulns referenceNumbers }
    journey(first: 25, after: $after) {
      edges { node { id occurredAt agency title } }
      pageInfo { hasNextPage endCursor }
    }
    spells { kind from to agency }
    releases {
      releasedAt
      prison { id name }
      gaps { kind owner openSince }
      unknown
    }
  }
}`;

/**
 * Asks for a person's journey. Undefined when no agency knows the identifier. Raises `PageProblem` when the graph does not tell.
 *
 * @param after cursor of the event after which the journey goes on
 */
export async function askPerson(
  ask: AskGraph,
  request: FastifyRequest,
  identifier: string,
  after: string | undefined,
): Promise<{ readonly person: Person; readonly errors: readonly GraphProblem[] } | undefined> {
  const { data, errors = [] } = await ask(question, { identifier, after }, request);
  const person = (data as { offender?: Person | null } | null | undefined)?.offender;
  if (person) return { person, errors };
  const [problem] = errors;
  // An identifier of no known form is nobody's.
  if (!problem || codeOf(problem) === 'BAD_USER_INPUT') return undefined;
  raiseProblem(problem, [{ text: 'Ask about somebody else', href: '/people' }]);
}
