import type { GraphQLSchema } from 'graphql';
import { changeKinds } from '../diff/change-kinds.ts';
import type { SchemaChange } from '../diff/schema-change.ts';
import type { TracedOperation } from '../trace/trace-operations.ts';
import { blameKeysOf, createBlame } from './create-blame.ts';
import { findNewErrors, isInvalid, withBuiltInScalars } from './find-new-errors.ts';

/** A change and the operations that it concerns: of a breaking change those that it breaks. */
export interface ConcernedOperations {
  readonly change: SchemaChange;
  readonly operations: ReadonlySet<TracedOperation>;
}

/**
 * Finds the operations that each change concerns, in two ways. What an operation uses tells what is answered
 * differently although it stays valid. Validating it against both schemas is the test that misses nothing: every
 * operation is validated, with no choice by what it uses, since that would be complete only if the list of changes
 * and the reading of operations were; a validation takes a fraction of a millisecond. Every new error is laid to the
 * change that explains it, which is breaking thereby, or becomes a change of its own.
 */
export function findConcernedOperations(
  changes: readonly SchemaChange[],
  operations: readonly TracedOperation[],
  before: GraphQLSchema,
  after: GraphQLSchema,
): ConcernedOperations[] {
  const noticeable = changes.filter(({ impact }) => impact !== 'safe');
  const using = new Map<SchemaChange, Set<TracedOperation>>();
  const invalid = new Map<SchemaChange, Set<TracedOperation>>();
  const unexplained: ConcernedOperations[] = [];
  const changesByKey = groupByKey(changes);
  const complete = withBuiltInScalars(after);
  for (const operation of operations) {
    const used = noticeable.filter((change) => changeKinds[change.kind]?.concerns(change, operation.trace));
    const errors = findNewErrors(operation.parsed, before, complete);
    if (used.length === 0 && errors.length === 0) continue;
    // What fails today cannot be broken.
    if (isInvalid(operation.parsed, before)) continue;
    for (const change of used) addTo(using, change, operation);
    if (errors.length === 0) continue;
    const blame = createBlame(operation.parsed, before, changesByKey);
    for (const error of errors) {
      const causes = blame.changesBehind(error);
      for (const change of causes) addTo(invalid, change, operation);
      if (causes.size === 0) {
        const change = invalidOperation(operation, error.message, blame.coordinateOf(error));
        unexplained.push({ change, operations: new Set([operation]) });
        break;
      }
    }
  }
  const results = changes.map((change): ConcernedOperations => {
    const [used = none, broken = none] = [using.get(change), invalid.get(change)];
    if (broken.size === 0 || change.impact === 'breaking') {
      return { change, operations: new Set([...used, ...broken]) };
    }
    // It breaks those that it makes invalid, and not all that it could have surprised.
    return { change: { ...change, impact: 'breaking' }, operations: broken };
  });
  return [...results, ...unexplained];
}

const none: ReadonlySet<TracedOperation> = new Set();

function groupByKey(changes: readonly SchemaChange[]): Map<string, Set<SchemaChange>> {
  const groups = new Map<string, Set<SchemaChange>>();
  for (const change of changes) {
    for (const key of blameKeysOf(change)) addTo(groups, key, change);
  }
  return groups;
}

function addTo<Key, Value>(groups: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const group = groups.get(key);
  if (group) group.add(value);
  else groups.set(key, new Set([value]));
}

/** Stands for what made an operation invalid when no change that is known explains it. */
function invalidOperation(
  { hash, name }: TracedOperation,
  message: string,
  coordinate = 'Query',
): SchemaChange {
  return {
    id: `OPERATION_INVALID:${hash}`,
    kind: 'OPERATION_INVALID',
    description: `Operation '${name ?? hash.slice(0, 12)}' would be invalid: ${message}`,
    coordinate,
    impact: 'breaking',
    type: coordinate.split('.', 1)[0] ?? coordinate,
  };
}
