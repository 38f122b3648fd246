import {
  type CheckConfiguration,
  createFinding,
  errorCatalogue,
  type Finding,
  type GraphChange,
} from '@throughgate/registry-client';
import type { SchemaChange } from '../diff/schema-change.ts';
import type { CountedUse } from './count-use.ts';
import type { Cause } from './create-causes.ts';
import { count, describeOperations } from './describe-operations.ts';

/** How many operations a change lists. */
const listedOperations = 20;

/** What a change is judged by. */
export interface Evidence {
  readonly change: SchemaChange;
  /** The operations concerned that count. */
  readonly uses: readonly CountedUse[];
  readonly configuration: CheckConfiguration;
  readonly cause: Cause;
  /** Somebody accepted it, whatever it breaks. */
  readonly approved: boolean;
  /** It takes away what was not deprecated. */
  readonly unannounced: boolean;
  /** First day of the window. */
  readonly since: string;
}

/** Judges a change: what is shown of it, and what is found wrong with it. */
export function judgeChange(evidence: Evidence): { change: GraphChange; findings: Finding[] } {
  const { change, approved, configuration } = evidence;
  const uses = [...evidence.uses].sort(byUse);
  const findings = approved
    ? []
    : [
        ...(change.impact === 'breaking' ? findBroken(evidence, uses) : []),
        ...(change.impact === 'dangerous' ? findSurprised(evidence, uses) : []),
        ...findUnannounced(evidence),
      ];
  return {
    change: {
      id: change.id,
      kind: change.kind,
      description: change.description,
      coordinate: change.coordinate,
      impact: change.impact,
      verdict: verdictOf(),
      operations: uses.slice(0, listedOperations).map(({ operation, clients, requests, registered }) => ({
        hash: operation.hash,
        name: operation.name,
        clients: clients.length > 0 ? clients.map(({ label }) => label) : [...operation.registeredBy],
        requests,
        registered,
      })),
      operationCount: uses.length,
    },
    findings,
  };

  function verdictOf(): GraphChange['verdict'] {
    if (change.impact === 'safe') return 'safe';
    if (approved) return 'approved';
    if (findings.some(({ severity }) => severity === 'error')) return 'blocked';
    if (uses.length === 0) return 'unused';
    return configuration.dangerous === 'off' ? 'safe' : 'warned';
  }
}

function byUse(a: CountedUse, b: CountedUse): number {
  return b.requests - a.requests || (a.operation.hash < b.operation.hash ? -1 : 1);
}

function findBroken(evidence: Evidence, uses: readonly CountedUse[]): Finding[] {
  const registered = uses.filter((use) => use.registered);
  const recorded = uses.filter((use) => !use.registered);
  const say = (broken: readonly CountedUse[], which: string) =>
    `${evidence.change.description}. That breaks ${count(broken.length, 'operation')} ${which}: ${describeOperations(broken)}.`;
  const fixOf = (code: 'HUB-C010' | 'HUB-C011') =>
    `${errorCatalogue[code].fix} The id of the change is \`${evidence.change.id}\`.`;
  const findings: Finding[] = [];
  if (recorded.length > 0) {
    const message = say(recorded, `that clients ran since ${evidence.since}`);
    findings.push(createFinding('HUB-C010', { ...detailsOf(evidence), message, fix: fixOf('HUB-C010') }));
  }
  if (registered.length > 0) {
    const message = say(registered, 'that clients registered');
    findings.push(createFinding('HUB-C011', { ...detailsOf(evidence), message, fix: fixOf('HUB-C011') }));
  }
  return findings;
}

function findSurprised(evidence: Evidence, uses: readonly CountedUse[]): Finding[] {
  const severity = evidence.configuration.dangerous;
  if (severity === 'off' || uses.length === 0) return [];
  const message = `${evidence.change.description}. That can surprise ${count(uses.length, 'operation')}: ${describeOperations(uses)}.`;
  return [createFinding('HUB-C013', { ...detailsOf(evidence), severity, message })];
}

function findUnannounced(evidence: Evidence): Finding[] {
  const severity = evidence.configuration.removalWithoutDeprecation;
  if (severity === 'off' || !evidence.unannounced) return [];
  const message = `${evidence.change.description}, and was not deprecated before.`;
  return [createFinding('HUB-C012', { ...detailsOf(evidence), severity, message })];
}

function detailsOf({ change, cause }: Evidence) {
  return {
    rule: change.kind,
    subgraph: cause.subgraphs[0],
    coordinate: change.coordinate,
    places: [...cause.places],
  };
}
