import { isJsonObject, type JsonObject } from '../data/json.ts';
import { SubgraphError } from '../transport/subgraph-error.ts';
import type { EntityFetch, SubgraphAnswer, SubgraphErrorEntry } from '../transport/subgraph-transport.ts';
import { accountFor } from './accounted-fields.ts';
import { collectAt } from './data-path.ts';
import type { EntityPart, EntityParts } from './entity-part.ts';
import { mergeEntity } from './merge.ts';
import { type Cursor, noteKept, type PlanRun, type PlanStep } from './plan-run.ts';
import type { CollectedRepresentations } from './representation-collector.ts';
import {
  type AnsweredPlace,
  entityIndex,
  reportAnswerErrors,
  reportFailure,
  reportUnasked,
} from './subgraph-failures.ts';

/** What {@link compileEntityFetch} needs. */
export interface EntityFetchOptions extends EntityParts {
  readonly subgraph: string;
  /** Sends a body. Rejects with a `SubgraphError` when there is no GraphQL answer. */
  readonly send: (run: PlanRun, body: string, entities: EntityFetch) => Promise<SubgraphAnswer>;
  readonly onFetchFailure: ((error: SubgraphError, requestId: string) => void) | undefined;
}

/** A part of a request for the entities of one run. */
interface AskedPart extends CollectedRepresentations {
  readonly part: EntityPart;
  readonly cursors: readonly Cursor[];
  /** The targets of all cursors, in their order. */
  readonly targets: readonly JsonObject[];
}

/** Whether a part of a request was answered, told that it was not, or to be asked alone because another one took it along. */
type Outcome = 'answered' | 'failed' | 'taken along';

/**
 * Compiles a request for fields of entities that other fetches found, in one or several parts. What goes wrong with one part
 * costs no other: a part that got nothing because of another one's error, or because the subgraph refused the request as a whole, is
 * asked alone.
 */
export function compileEntityFetch(options: EntityFetchOptions): PlanStep {
  const { subgraph, parts, together, send, onFetchFailure } = options;
  /** Set when the subgraph refused the parts together that it answers alone, as where it limits what a document may hold. */
  let apart = false;

  return async (run) => {
    const asked: AskedPart[] = [];
    for (const part of parts) {
      const one = collect(run, part);
      if (one) asked.push(one);
    }
    if (asked.length === 0) return;
    if (asked.length > 1 && apart) await askAlone(run, asked);
    else await ask(run, asked);
  };

  async function askAlone(run: PlanRun, asked: readonly AskedPart[]): Promise<boolean> {
    const outcomes = await Promise.all(asked.map((one) => ask(run, [one])));
    return outcomes.every(Boolean);
  }

  /** Asks for parts in one request; true when all of them are answered. */
  async function ask(run: PlanRun, asked: readonly AskedPart[]): Promise<boolean> {
    let answer: SubgraphAnswer;
    try {
      answer = await request(run, asked);
    } catch (error) {
      if (!(error instanceof SubgraphError)) throw error;
      fail(run, asked, error);
      return false;
    }
    noteKept(run, answer);
    const { errors } = answer;
    const outcomes = asked.map((one) => take(run, one, answer, asked.length === 1));
    const again = asked.filter((_, index) => outcomes[index] === 'taken along');
    if (errors) {
      const told = asked.filter((_, index) => outcomes[index] !== 'taken along');
      reportAnswerErrors(
        run,
        told.flatMap((one) => placesOf(one, asked.length === 1)),
        errors,
      );
    }
    if (again.length === 0) return outcomes.every((outcome) => outcome === 'answered');
    const answered = await askAlone(run, again);
    if (answered && again.length === asked.length) apart = true;
    return answered && outcomes.every((outcome) => outcome !== 'failed');
  }

  function request(run: PlanRun, asked: readonly AskedPart[]): Promise<SubgraphAnswer> {
    const [only] = asked;
    if (only && asked.length === 1) {
      const { part, representations } = only;
      const variables = part.alone.variables(run.variables);
      return send(run, part.alone.write(variables, [representations]), {
        parts: [{ alias: '_entities', selection: part.selection, variables, representations }],
        body: (some) => part.alone.write(variables, some),
      });
    }
    const variables = together.variables(run.variables);
    // Parts that have nothing to ask for now stand in the text nevertheless, and are sent an empty list.
    const all = (some: readonly (readonly string[])[]) =>
      parts.map((part) => some[asked.findIndex((one) => one.part === part)] ?? []);
    return send(run, together.write(variables, all(asked.map((one) => one.representations))), {
      parts: asked.map(({ part: { alias, selection, alone }, representations }) => ({
        alias,
        selection,
        variables: alone.variables(run.variables),
        representations,
      })),
      body: (some) => together.write(variables, all(some)),
    });
  }

  function fail(run: PlanRun, asked: readonly AskedPart[], error: SubgraphError): void {
    onFetchFailure?.(error, run.requestId);
    for (const { part, cursors } of asked) {
      for (const cursor of cursors) reportFailure(run, cursor, part.origin, error);
    }
  }

  /** Takes the entities of one part out of an answer. */
  function take(run: PlanRun, asked: AskedPart, { data, errors }: SubgraphAnswer, alone: boolean): Outcome {
    const { part, representations, receivers } = asked;
    const alias = alone ? '_entities' : part.alias;
    const entities = isJsonObject(data) ? data[alias] : undefined;
    if (Array.isArray(entities) && entities.length === representations.length) {
      const failed = errors?.map((entry) => (alone ? entityIndex(entry.path) : indexWithin(entry, alias)));
      for (let index = 0; index < entities.length; index++) {
        const entity: unknown = entities[index];
        const waiting = receivers[index] ?? [];
        if (isJsonObject(entity)) receive(asked, entity, waiting);
        // Without an error, of this entity or of no certain one, the subgraph says that it has no such entity.
        else if (entity === null && !failed?.some((one) => one === index || one === undefined))
          receiveNone(run, asked, waiting);
      }
      return 'answered';
    }
    // `_entities` is nullable in practice: a subgraph that fails as a whole answers null and its errors.
    if (errors && (entities === null || entities === undefined)) {
      return alone || errors.some(({ path }) => nameIn(path) === alias) ? 'failed' : 'taken along';
    }
    const error = new SubgraphError(
      'SUBGRAPH_BAD_RESPONSE',
      subgraph,
      `Subgraph '${subgraph}' answered with ${Array.isArray(entities) ? entities.length : 'no'} entities ` +
        `instead of ${representations.length}.`,
    );
    fail(run, [asked], error);
    return 'failed';
  }
}

/** What a part asks for in one run; `undefined` when that is nothing. */
function collect(run: PlanRun, part: EntityPart): AskedPart | undefined {
  const targets: JsonObject[] = [];
  const cursors: Cursor[] = [];
  for (const path of part.paths) {
    const found: JsonObject[] = part.paths.length === 1 ? targets : [];
    collectAt(run.data, path, 0, found);
    if (found === targets || found.length > 0) cursors.push({ path, targets: found });
    if (found !== targets) targets.push(...found);
  }
  if (targets.length === 0) return undefined;
  const collected = part.collect(targets);
  if (collected.unasked.length > 0) {
    eachCursor(cursors, (cursor, start) => {
      const unasked = cursor.targets.filter((_, index) => collected.unasked.includes(start + index));
      if (unasked.length > 0) reportUnasked(run, { path: cursor.path, targets: unasked }, part.origin);
    });
  }
  return collected.representations.length === 0 ? undefined : { part, cursors, targets, ...collected };
}

/** Takes one entity of an answer for all the targets that await it. */
function receive({ part, targets }: AskedPart, entity: JsonObject, waiting: readonly number[]): void {
  if (part.rewriteOutput) {
    entity['__typename'] ??= targets[waiting[0] ?? 0]?.['__typename'];
    part.rewriteOutput(entity);
  }
  for (const index of waiting) {
    const target = targets[index];
    if (target) mergeEntity(target, entity, part.origin.matches);
  }
}

function receiveNone(run: PlanRun, { part, targets }: AskedPart, waiting: readonly number[]): void {
  for (const index of waiting) {
    const target = targets[index];
    if (!target) continue;
    run.absent.add(target);
    accountFor(run.accounted, target, part.origin.fields, 'none');
  }
}

/** Where errors of a part can be. Only worked out when there are some. */
function placesOf({ part, cursors, receivers }: AskedPart, alone: boolean): AnsweredPlace[] {
  const places: AnsweredPlace[] = [];
  eachCursor(cursors, (cursor, start) => {
    const end = start + cursor.targets.length;
    const own = receivers.map((waiting) =>
      waiting.flatMap((index) => (index >= start && index < end ? index - start : [])),
    );
    const alias = alone ? undefined : part.alias;
    places.push({ cursor, origin: part.origin, entities: { alias, receivers: own } });
  });
  return places;
}

/** @param visit told each cursor, and where its targets begin among those of all */
function eachCursor(cursors: readonly Cursor[], visit: (cursor: Cursor, start: number) => void): void {
  let start = 0;
  for (const cursor of cursors) {
    visit(cursor, start);
    start += cursor.targets.length;
  }
}

/** The name under which the field stands that an error is about. */
function nameIn(path: unknown): unknown {
  return Array.isArray(path) ? path[0] : undefined;
}

/** The index of the entity of a part that an error is about: `undefined` when it does not say, -1 when it is about another part. */
function indexWithin({ path }: SubgraphErrorEntry, alias: string): number | undefined {
  const name = nameIn(path);
  if (name === alias) return entityIndex(path);
  return typeof name === 'string' && name.startsWith('_entities') ? -1 : undefined;
}
