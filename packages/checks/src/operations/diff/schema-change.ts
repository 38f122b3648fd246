import type { GraphChange } from '@throughgate/registry-client';

/** A difference between the schema that clients see and the one that they would see. */
export interface SchemaChange {
  /** Stays the same however often the two are compared: kind, coordinate, and what it became. */
  readonly id: string;
  /** Kind as GraphQL Inspector names it. */
  readonly kind: string;
  readonly description: string;
  readonly coordinate: string;
  readonly impact: GraphChange['impact'];
  /** The type, or the directive with its `@`, that it concerns. */
  readonly type: string;
  /** Field, input field or enum value of the type; a directive's argument. */
  readonly member?: string | undefined;
  /** Argument of the field. */
  readonly argument?: string | undefined;
  /** What it was: the old type of a field. */
  readonly was?: string | undefined;
  /** What it became: the new type of a field; the member that a union loses; the interface that a type gains. */
  readonly became?: string | undefined;
}
