import { apiSchemaOf } from '@throughgate/checks';
import { operationText, supergraphSdl } from '@throughgate/contracts';
import { roles, scopesOfRoles } from '@throughgate/identity';
import type { Caller } from '@throughgate/service';
import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { authorization } from '../../gateway/src/features/authorization/authorization.ts';
import { times as asRatio, type Figure, inUnit, plain } from '../harness/figure.ts';
import { interleaved } from '../harness/interleaved.ts';
import { median, medianRatio } from '../harness/statistics.ts';
import { type MicroSize, microsEachNow } from './micros-each.ts';

/** Deciding what of the journey query a caller may have: asked before and anew, with nothing removed and with most of it. */
export async function authorizationFigures({ rounds, times, fresh }: MicroSize): Promise<Figure[]> {
  const sdl = supergraphSdl();
  const schema = apiSchemaOf(sdl);
  const supergraph = { sdl, document: parse(sdl, { noLocation: true }), schema };
  const withhold = authorization({ identified: true }).onSupergraph?.(supergraph)?.withhold;
  if (!withhold) throw new Error('the supergraph requires nothing of callers');
  const query = operationText('journey');
  const known = parse(query);
  const decide = (caller: Caller, document: DocumentNode) =>
    withhold({
      context: { requestId: 'bench', client: {}, caller } as never,
      document,
      definition: operationOf(document),
      variables: {},
    });
  const practitioner = callerWith('probation-practitioner');
  const mentor = callerWith('peer-mentor');
  if (decide(practitioner, known) !== undefined) throw new Error('something is withheld from a practitioner');
  if (decide(mentor, known) === undefined) throw new Error('nothing is withheld from a peer mentor');
  /** Documents that were never seen; parsing them is not counted. */
  const anew = (caller: Caller) => {
    const documents = Array.from({ length: fresh }, () => parse(query));
    return microsEachNow(fresh, (turn) => decide(caller, documents[turn] ?? known));
  };
  const contestants = {
    again: async () => microsEachNow(times, () => decide(practitioner, known)),
    againRemoved: async () => microsEachNow(times, () => decide(mentor, known)),
    anew: async () => anew(practitioner),
    anewRemoved: async () => anew(mentor),
    parsed: async () => microsEachNow(fresh, () => parse(query)),
    visited: async () =>
      microsEachNow(fresh, () => {
        const typeInfo = new TypeInfo(schema);
        visit(known, visitWithTypeInfo(typeInfo, { Field: () => undefined }));
      }),
  };
  for (const contestant of Object.values(contestants)) await contestant();
  const results = await interleaved(rounds, contestants);
  const micros = inUnit('µs');
  return [
    plain('authorising the journey query, asked before, nothing removed', median(results.again), micros),
    plain('  most of it removed', median(results.againRemoved), micros),
    plain('authorising it for the first time, nothing removed', median(results.anew), micros),
    plain('  most of it removed', median(results.anewRemoved), micros),
    plain('  parsing it alone', median(results.parsed), micros),
    plain(
      '  nothing removed, × walking through it with its types alone',
      medianRatio(results.anew, results.visited),
      asRatio,
    ),
  ];
}

function callerWith(role: keyof typeof roles): Caller {
  return {
    id: role,
    clientId: 'bench',
    kind: 'person',
    organisation: roles[role].title,
    roles: [role],
    scopes: scopesOfRoles([role]),
  };
}

function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('the document has no operation');
  return operation;
}
