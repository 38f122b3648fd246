import { isPurpose, type Purpose, purposeHeader, purposes } from '@throughgate/identity';
import type { Caller } from '@throughgate/service';
import { GraphQLError, type OperationDefinitionNode } from 'graphql';
import { Counter } from 'prom-client';
import type { GatewayFeature } from '../gateway-feature.ts';
import type { Callers } from '../identity/callers.ts';
import { personalParts } from './personal-types.ts';
import { selectsPersonal } from './selects-personal.ts';

/** With which code and status a request is refused. */
interface Refused {
  readonly code: string;
  readonly status: number;
}

/**
 * The feature that has a request state its purpose, one of those that its token grants, and asks for one where data of people
 * are selected. Who asks without a token is not asked: such a gateway is a developer's, or gives out what is open.
 */
export function purpose(callers: Callers): GatewayFeature {
  const refusals = new Counter<'code'>({
    name: 'gateway_purpose_refusals_total',
    help: 'Requests refused for the purpose that they state, or do not state',
    labelNames: ['code'],
    registers: [],
  });
  return {
    name: 'purpose',
    metrics: [refusals],
    onRequest({ headers }, caller) {
      const stated = headers[purposeHeader];
      const identity = callers.identityOf(caller);
      if (!identity || stated === undefined || stated === '') return undefined;
      if (typeof stated === 'string' && isPurpose(stated) && identity.purposes.includes(stated)) {
        return callers.forPurpose(caller, stated);
      }
      const fault = `The token does not grant the purpose that the header "${purposeHeader}" states.`;
      throw refusal(fault, caller, { code: 'PURPOSE_NOT_GRANTED', status: 403 });
    },
    onSupergraph({ document, schema }) {
      const parts = personalParts(document);
      const known = new WeakMap<OperationDefinitionNode, boolean>();
      return {
        onOperation({ context: { caller }, definition, document: asked }) {
          if (caller.purpose !== undefined || !callers.identityOf(caller)) return;
          let personal = known.get(definition);
          if (personal === undefined) {
            personal = selectsPersonal(definition, asked, schema, parts);
            known.set(definition, personal);
          }
          if (!personal) return;
          const fault = `The operation asks for data of people: state for what purpose, in the header "${purposeHeader}".`;
          throw refusal(fault, caller, { code: 'PURPOSE_REQUIRED', status: 400 });
        },
      };
    },
  };

  /** An error that ends with the purposes that the caller may state. */
  function refusal(fault: string, caller: Caller, { code, status }: Refused): GraphQLError {
    refusals.inc({ code });
    const granted = callers.identityOf(caller)?.purposes.filter(isPurpose) ?? [];
    return new GraphQLError(`${fault} ${choice(granted)}`, {
      extensions: {
        code,
        purposes: granted.map((name) => ({ name, covers: purposes[name] })),
        http: { status },
      },
    });
  }
}

function choice(granted: readonly Purpose[]): string {
  if (granted.length === 0) return 'The token grants none: ask its issuer for one.';
  const list = granted.map((name) => `"${name}" (${purposes[name].replace(/\.$/, '')})`);
  return `The token grants ${list.join(', ')}.`;
}
