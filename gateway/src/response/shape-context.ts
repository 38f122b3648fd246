import type { FieldNode, GraphQLCompositeType } from 'graphql';
import type { Selections } from './collect-fields.ts';
import type { ObjectFields } from './complete-fields.ts';
import type { Complete } from './completion.ts';
import type { IntrospectionContext } from './introspect.ts';

/** What compiling a shape needs to know of the operation. */
export interface ShapeContext extends IntrospectionContext {
  /** Interfaces whose objects were sought by what a client sent, and need not be there. */
  readonly sought: ReadonlySet<string>;
  /** The key under which a field's value stands in the subgraphs' answers. */
  readonly keyOf: (field: FieldNode) => string;
  /** Whether something is deferred. */
  readonly defers: boolean;
}

/** Compiles selections into completions, once for each object type that turns up. */
export interface ShapeCompiler {
  /** Completion of values of a composite type. */
  object(type: GraphQLCompositeType, selections: readonly Selections[], coordinate: string): Complete;
  /** The fields selected on objects of exactly this type. */
  fields(type: GraphQLCompositeType, selections: readonly Selections[]): ObjectFields;
}
