import type { Caller } from '@throughgate/service';
import { checkEndpoint } from './checks/check-endpoint.ts';
import { checkEntity } from './checks/check-entity.ts';
import { checkErrors } from './checks/check-errors.ts';
import { checkEvents, type EventsToVerify } from './checks/check-events.ts';
import { checkLatency } from './checks/check-latency.ts';
import { checkRequires, requiredCases } from './checks/check-requires.ts';
import { checkSchema, type PublishedSchema } from './checks/check-schema.ts';
import { checkSignature } from './checks/check-signature.ts';
import { checkUnknownKeys } from './checks/check-unknown-keys.ts';
import { createAsk, NoAnswerError } from './endpoint.ts';
import { type Entity, readEntities } from './entity.ts';
import { keyedEntity } from './entity-cases.ts';
import { type Fixtures, readFixtures } from './fixtures/read-fixtures.ts';
import { type CheckArea, findingsOf, type Outcome, type VerifiedCheck, type VerifyReport } from './report.ts';

/** What is verified, and against what. */
export interface VerifyOptions {
  /** Name of the subgraph. */
  readonly name: string;
  /** Its GraphQL endpoint. */
  readonly url: string;
  /** Folder of fixtures: see `fixtureFile` for their form. */
  readonly fixtures: string;
  /** The schema that it must serve. @default whatever it serves, which is then not compared */
  readonly published?: PublishedSchema | undefined;
  /** Its events. @default events are not verified */
  readonly events?: EventsToVerify | undefined;
  /** The subgraph's own key, with which requests are signed. @default they are not signed */
  readonly serviceKey?: string | undefined;
  /** As whom it is asked: somebody who may see everything in it. @default the developer of a hub without an issuer */
  readonly caller?: Caller | undefined;
  /** Milliseconds that a batch of 100 entities may take, as the median of 5. @default 1000 */
  readonly maxLatency?: number | undefined;
  /** Milliseconds within which each request must be answered. @default 10000 */
  readonly timeout?: number | undefined;
  /** Gives the verification up: it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Verifies that a subgraph does what the gateway relies on: everything follows from its SDL and the fixtures, so that
 * the subgraph may be written in any language. Only reads; one request at a time.
 */
export async function verifySubgraph(options: VerifyOptions): Promise<VerifyReport> {
  const { name, url, published, events, serviceKey, caller } = options;
  const { maxLatency = 1_000, timeout = 10_000, signal } = options;
  const ask = createAsk({ name, url, serviceKey, caller, timeout, signal });
  const find = findingsOf(name);
  const checks: VerifiedCheck[] = [];
  const started = performance.now();

  /** Makes a check; returns whether it passed. */
  async function check(
    area: CheckArea,
    subject: string,
    make: () => Outcome | Promise<Outcome>,
  ): Promise<boolean> {
    signal?.throwIfAborted();
    const begun = performance.now();
    let outcome: Outcome;
    try {
      outcome = await make();
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      outcome = { findings: [find('HUB-C060', `${error.message}.`)] };
    }
    const result = resultOf(outcome);
    checks.push({ area, subject, ...result, milliseconds: performance.now() - begun });
    return result.status === 'passed' || result.status === 'warned';
  }

  if (await check('endpoint', url, () => checkEndpoint(ask, find, serviceKey !== undefined))) {
    await verifyGraph();
    await check('signature', 'unsigned requests', () =>
      serviceKey === undefined ? { skipped: 'no key was given' } : checkSignature(ask, find),
    );
  }
  await check('events', name, () =>
    events ? checkEvents(find, name, events, signal) : { skipped: 'no event log was given' },
  );
  const success = checks.every(({ status }) => status !== 'failed');
  return { subgraph: name, url, success, checks, milliseconds: performance.now() - started };

  async function verifyGraph(): Promise<void> {
    let served: string | undefined;
    await check('schema', '_service { sdl }', async () => {
      const { outcome, sdl } = await checkSchema(ask, find, name, published);
      served = sdl;
      return outcome;
    });
    // What it serves is what the gateway meets; the published schema does where it serves none.
    const entities = await entitiesOf(served ?? published?.sdl);
    const fixtures = readFixtures(name, options.fixtures, find);
    if (fixtures.findings.length > 0) {
      await check('fixtures', options.fixtures, () => ({ findings: fixtures.findings }));
    }
    for (const entity of entities) await verifyEntity(entity, fixtures);
    await check('errors', 'wrong requests', () => checkErrors(ask, find, entities.length > 0));
  }

  async function entitiesOf(sdl: string | undefined): Promise<readonly Entity[]> {
    let entities: readonly Entity[] = [];
    if (sdl === undefined) return entities;
    try {
      entities = readEntities(name, sdl);
    } catch (error) {
      const message = `The schema is no valid subgraph schema: ${(error as Error).message}`;
      await check('schema', 'Federation', () => ({ findings: [find('HUB-C061', message)] }));
    }
    return entities;
  }

  async function verifyEntity(entity: Entity, { byType }: Fixtures): Promise<void> {
    const { type } = entity;
    const fixture = byType.get(type);
    for (const key of entity.keys) {
      const subject = `${type} by ${key.text}`;
      const keyed = keyedEntity(find, entity, key, fixture);
      if ('findings' in keyed) {
        await check('entities', subject, () => keyed);
        continue;
      }
      const resolved = await check('entities', subject, () => checkEntity(ask, find, keyed));
      const unresolved = { skipped: 'the entity is not resolved' };
      await check('unknown keys', subject, () =>
        resolved ? checkUnknownKeys(ask, find, keyed, fixture) : unresolved,
      );
      const { selection, cases } = keyed;
      const representations = cases.map(({ representation }) => representation);
      await check('latency', subject, () =>
        resolved
          ? checkLatency(ask, find, { type, subject, selection, representations }, maxLatency)
          : unresolved,
      );
    }
    for (const field of entity.requires) {
      const subject = `${type}.${field.name}`;
      const cases = requiredCases(find, entity, field, fixture);
      if ('findings' in cases) {
        await check('requires', subject, () => cases);
        continue;
      }
      const resolved = await check('requires', subject, () => checkRequires(ask, find, entity, field, cases));
      const selection = cases[0]?.selection ?? new Map();
      const representations = cases.map(({ representation }) => representation);
      await check('latency', subject, () =>
        resolved
          ? checkLatency(ask, find, { type, subject, selection, representations }, maxLatency)
          : { skipped: 'the field is not resolved' },
      );
    }
  }
}

function resultOf(outcome: Outcome): Pick<VerifiedCheck, 'status' | 'note' | 'findings'> {
  if ('skipped' in outcome) return { status: 'skipped', note: outcome.skipped, findings: [] };
  const { findings, note } = outcome;
  const failed = findings.some(({ severity }) => severity === 'error');
  const status = failed ? 'failed' : findings.length > 0 ? 'warned' : 'passed';
  return { status, findings, ...(note === undefined ? {} : { note }) };
}
