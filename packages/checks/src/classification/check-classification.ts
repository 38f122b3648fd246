import {
  type CheckConfiguration,
  checkConfiguration,
  createFinding,
  type Finding,
} from '@throughgate/registry-client';
import type { CheckInput } from '../check-input.ts';
import { changedSchemas } from '../schema-changes/changed-schemas.ts';
import type { ClassificationFault } from './classification-fault.ts';
import { newEventFaults } from './new-event-faults.ts';
import { newSchemaFaults } from './new-schema-faults.ts';

/**
 * Asks that whatever could identify a person, in the schemas and the events that change, says how it is classified
 * (docs/decisions/0014). It judges by names, and asks; only people can decide.
 */
export function checkClassification(input: CheckInput): Finding[] {
  const findings: Finding[] = [];
  const add = (subgraph: string, faults: readonly ClassificationFault[]) => {
    const configuration = input.configurations[subgraph] ?? checkConfiguration.parse({});
    findings.push(...faults.flatMap((fault) => toFinding(subgraph, fault, configuration)));
  };
  for (const changed of changedSchemas(input)) {
    const { name } = changed.subgraph;
    add(
      name,
      newSchemaFaults(
        changed,
        input.proposed.filter((other) => other.name !== name),
      ),
    );
  }
  for (const { name, events } of input.proposed) {
    if (!events || !input.changed.includes(name)) continue;
    add(name, newEventFaults(name, input.current.find((live) => live.name === name)?.events, events));
  }
  return findings;
}

function toFinding(
  subgraph: string,
  { code, severity, coordinate, message, places }: ClassificationFault,
  { classification }: CheckConfiguration,
): Finding[] {
  const weight = severity ?? classification;
  if (weight === 'off') return [];
  return [createFinding(code, { severity: weight, message, subgraph, coordinate, places: [...places] })];
}
