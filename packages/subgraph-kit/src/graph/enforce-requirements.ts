import {
  both,
  type Grant,
  grantsOf,
  isOpen,
  meets,
  type Requirement,
  readRequirements,
  refusedMutation,
  unauthorizedField,
} from '@throughgate/authorization';
import type { Caller } from '@throughgate/service';
import {
  type DocumentNode,
  defaultFieldResolver,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { keyFields } from './key-fields.ts';

/** What resolvers have in their context, whatever else is there. */
export interface Asked {
  /** Who asks. */
  readonly caller: Caller;
}

/** A subgraph's own guard over what its SDL requires of callers. */
export interface Enforcement {
  /** Whether the SDL requires anything. */
  readonly any: boolean;
  /**
   * Refuses a mutation as a whole when its caller may not have one of the fields that it begins with, in whatever fragments, and also
   * one that `@skip` leaves out.
   * Raises `GraphQLError` with code `FORBIDDEN` and status 403.
   */
  checkOperation(document: DocumentNode, operation: OperationDefinitionNode, context: Asked): void;
}

/** Those for whom nobody vouches have nothing. */
const nothing: ReadonlySet<Grant> = new Set();

/**
 * Has the fields of a schema answer only callers who meet what the SDL requires (`@authenticated`, `@requiresScopes`, `@policy`), so that
 * an agency need not rely on the gateway for it; and has references to a type answered only where the type may be seen, so
 * that nobody learns which records there are. A field that requires nothing is left as it is.
 *
 * A key requires what its type does and nothing of its own: the gateway fetches keys to join, and does so only of types that the
 * caller may see, since what a type requires in one subgraph it requires in the supergraph. The same holds for what
 * `@requires` needs: composition has the field that needs it require it as well.
 *
 * Fields raise `UNAUTHORIZED_FIELD_OR_TYPE`. No policy holds for anybody.
 */
export function enforceRequirements(schema: GraphQLSchema, document: DocumentNode): Enforcement {
  const requirements = readRequirements(document);
  const granted = new WeakMap<readonly string[], ReadonlySet<Grant>>();
  const may = ({ caller }: Asked, requirement: Requirement) => meets(requirement, grantsOfCaller(caller));
  if (requirements.any) guardSchema();

  return {
    any: requirements.any,
    checkOperation(given, operation, context) {
      const type = schema.getMutationType();
      if (!requirements.any || operation.operation !== OperationTypeNode.MUTATION || !type) return;
      const refused = rootFields(given, operation.selectionSet).filter(
        (field) => !may(context, requirements.ofField(type.name, field)),
      );
      if (refused.length === 0) return;
      throw refusedMutation([...new Set(refused)]);
    },
  };

  function guardSchema(): void {
    const keys = keyFields(document);
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__')) continue;
      const ofType = requirements.ofType(type.name);
      guardReferences(type, ofType);
      for (const [name, field] of Object.entries(type.getFields())) {
        const requirement = keys.get(type.name)?.has(name)
          ? ofType
          : both(ofType, requirements.ofField(type.name, name));
        if (isOpen(requirement)) continue;
        const { resolve = defaultFieldResolver } = field;
        field.resolve = (source, given, context: Asked, info) => {
          if (!may(context, requirement)) throw unauthorizedField();
          return resolve(source, given, context, info);
        };
      }
    }
  }

  function guardReferences(type: GraphQLObjectType, requirement: Requirement): void {
    if (isOpen(requirement)) return;
    const { apollo } = type.extensions as { apollo?: { subgraph?: { resolveReference?: ResolveReference } } };
    const resolve = apollo?.subgraph?.resolveReference;
    if (!apollo?.subgraph || !resolve) return;
    apollo.subgraph.resolveReference = (reference, context, info) => {
      // Of a list of references each has its own fate.
      if (!may(context, requirement)) return Promise.reject(unauthorizedField());
      return resolve(reference, context, info);
    };
  }

  function grantsOfCaller({ kind, scopes }: Caller): ReadonlySet<Grant> {
    // A developer may everything that somebody may.
    if (kind === 'developer') return requirements.grants;
    if (kind === 'anonymous') return nothing;
    // Of the same token a caller's scopes are the same object as long as the token is remembered.
    let found = granted.get(scopes);
    if (!found) {
      found = grantsOf(scopes);
      granted.set(scopes, found);
    }
    return found;
  }
}

type ResolveReference = (reference: object, context: Asked, info: unknown) => unknown;

/** Names of the fields with which an operation begins, in whatever fragments. */
function rootFields(document: DocumentNode, selections: SelectionSetNode): readonly string[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions) {
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  }
  const names: string[] = [];
  const waiting: (SelectionSetNode | undefined)[] = [selections];
  for (let set = waiting.pop(); set; set = waiting.pop()) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) names.push(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) waiting.push(selection.selectionSet);
      else {
        const fragment = fragments.get(selection.name.value);
        fragments.delete(selection.name.value);
        if (fragment) waiting.push(fragment.selectionSet);
      }
    }
  }
  return names;
}
