import type { CheckConfiguration, Finding, GraphChange } from '@throughgate/registry-client';
import type { CheckInput } from '../check-input.ts';
import { servableSupergraph } from '../composition/servable-supergraph.ts';
import { findConcernedOperations } from './blame/find-concerned-operations.ts';
import { createDeprecations } from './diff/create-deprecations.ts';
import { diffApiSchemas } from './diff/diff-api-schemas.ts';
import { traceOperations } from './trace/trace-operations.ts';
import { countUse, windowStart } from './verdict/count-use.ts';
import { createCauses } from './verdict/create-causes.ts';
import { judgeChange } from './verdict/judge-change.ts';
import { strictestConfiguration } from './verdict/strictest-configuration.ts';

/** How many safe changes are told: they are for information, and a new subgraph may bring thousands. */
const listedSafeChanges = 100;

/**
 * Checks what the proposed supergraph means for the operations that clients run or registered: what breaks, what can
 * surprise, what goes without warning. Before the first supergraph there is nothing that could break.
 */
export function checkOperations(
  input: CheckInput,
  supergraphSdl: string,
): { findings: Finding[]; changes: GraphChange[]; checked: number } {
  if (input.currentSupergraph === null) return { findings: [], changes: [], checked: 0 };
  const live = servableSupergraph(input.currentSupergraph);
  const before = live.apiSchema();
  const operations = traceOperations(input.operations, live.gatewaySchema());
  const checked = operations.length;
  if (input.currentSupergraph === supergraphSdl) return { findings: [], changes: [], checked };
  const proposed = servableSupergraph(supergraphSdl);

  const causeOf = createCauses(input);
  const isUnannounced = createDeprecations(before);
  // Most subgraphs are checked alike: use is counted once for all of them.
  const configurationOf = once((subgraphs: readonly string[]) =>
    strictestConfiguration(subgraphs, input.configurations),
  );
  const usesBy = once((configuration: CheckConfiguration) =>
    countUse(operations, configuration, input.today),
  );

  // What the gateway answers itself follows from the subgraphs: operations may use it, and it changes with what they change.
  const changed = diffApiSchemas(before, proposed.apiSchema());
  const judged = findConcernedOperations(
    changed,
    operations,
    live.gatewaySchema(),
    proposed.gatewaySchema(),
  ).map(({ change, operations: concerned }) => {
    const cause = causeOf(change.coordinate);
    const configuration = configurationOf(cause.subgraphs);
    const uses = usesBy(configuration);
    return judgeChange({
      change,
      uses: [...concerned].flatMap((operation) => uses.get(operation) ?? []),
      configuration,
      cause,
      approved: input.approvals.includes(change.id),
      unannounced: isUnannounced(change),
      since: windowStart(configuration, input.today),
    });
  });
  const changes = judged.map(({ change }) => change).sort(byVerdict);
  return {
    findings: judged.flatMap(({ findings }) => findings),
    changes: [
      ...changes.filter(({ impact }) => impact !== 'safe'),
      ...changes.filter(({ impact }) => impact === 'safe').slice(0, listedSafeChanges),
    ],
    checked,
  };
}

const verdicts: readonly GraphChange['verdict'][] = ['blocked', 'warned', 'approved', 'unused', 'safe'];

function byVerdict(a: GraphChange, b: GraphChange): number {
  const order = verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict);
  return order || b.operationCount - a.operationCount || (a.id < b.id ? -1 : 1);
}

/** Remembers what a function gave for each argument, by what the argument says. */
function once<Argument, Value>(make: (argument: Argument) => Value): (argument: Argument) => Value {
  const made = new Map<string, Value>();
  return (argument) => {
    const key = JSON.stringify(argument);
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(argument);
    made.set(key, value);
    return value;
  };
}
