import { type OperationShape, operationShape } from '@throughgate/registry-client/operation-shape';
import { type DocumentNode, type OperationDefinitionNode, parse } from 'graphql';
import { asksSubgraphs } from './asks-subgraphs.ts';

/** Gives the shape of an operation, computed once for each document; `undefined` when it is not to be recorded. */
export type ShapeOf = (
  document: DocumentNode,
  operation: OperationDefinitionNode,
) => OperationShape | undefined;

/**
 * Creates the look-up of shapes. The shape of an operation lives as long as its document, which the GraphQL server
 * keeps for a text that clients send again: shapes of a replaced supergraph go with it.
 *
 * @param onFailure told when a shape cannot be computed, once for each operation
 */
export function createShapeCache(onFailure: (error: unknown) => void): ShapeOf {
  const shapes = new WeakMap<OperationDefinitionNode, OperationShape | 'not recorded'>();
  return (document, operation) => {
    let shape = shapes.get(operation);
    if (shape === undefined) {
      shape = compute(document, operation);
      shapes.set(operation, shape);
    }
    return shape === 'not recorded' ? undefined : shape;
  };

  function compute(document: DocumentNode, operation: OperationDefinitionNode) {
    if (!asksSubgraphs(document, operation)) return 'not recorded';
    try {
      const shape = operationShape(document, operation.name?.value);
      // The registry refuses a report with a shape that is not its own shape, whole: one strange operation must not take
      // the others with it.
      if (operationShape(parse(shape.document)).hash === shape.hash) return shape;
      throw new Error('the shape of the operation is not its own shape');
    } catch (error) {
      onFailure(error);
      return 'not recorded';
    }
  }
}
