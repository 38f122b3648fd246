import { GraphQLError } from 'graphql';
import { isJsonObject } from '../data/json.ts';
import type { TypeConditions } from '../planning/type-conditions.ts';
import type { SubgraphError } from '../transport/subgraph-error.ts';
import type { SubgraphErrorEntry } from '../transport/subgraph-transport.ts';
import { accountFor } from './accounted-fields.ts';
import { locate } from './data-path.ts';
import type { Cursor, PlanRun } from './plan-run.ts';
import type { SelectedFields } from './selected-fields.ts';

/** Which fetch an error comes from. */
export interface FetchOrigin {
  readonly subgraph: string;
  readonly fields: SelectedFields;
  /** Keys that the plan renames in the answer. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly matches: TypeConditions;
}

type Path = readonly (string | number)[];

/** Reports a fetch that got no GraphQL answer, at each field that is missing; see {@link missingPaths}. */
export function reportFailure(run: PlanRun, cursor: Cursor, origin: FetchOrigin, error: SubgraphError): void {
  for (const path of missingPaths(cursor, fieldsOf(cursor, origin))) {
    addError(run, error.message, path, { code: error.code, serviceName: origin.subgraph }, error);
  }
  for (const target of cursor.targets) accountFor(run.accounted, target, origin.fields, 'told');
}

/**
 * Reports entities for which a subgraph cannot be asked, because what it needs of others is missing. That an earlier
 * subgraph has no such entity is an answer, and no failure.
 */
export function reportUnasked(run: PlanRun, { path, targets }: Cursor, origin: FetchOrigin): void {
  const failed = { path, targets: targets.filter((target) => !run.absent.has(target)) };
  if (failed.targets.length > 0) {
    const message = `Subgraph '${origin.subgraph}' was not asked, because what it needs from other subgraphs is missing.`;
    for (const place of missingPaths(failed, fieldsOf(failed, origin))) {
      addError(run, message, place, { code: 'SUBGRAPH_NOT_ASKED', serviceName: origin.subgraph });
    }
  }
  for (const target of targets) {
    accountFor(run.accounted, target, origin.fields, run.absent.has(target) ? 'none' : 'told');
  }
}

/** Where errors of an answer can be. */
export interface AnsweredPlace {
  readonly cursor: Cursor;
  readonly origin: FetchOrigin;
  /** Of a request for entities. */
  readonly entities?: {
    /** Under which name they were asked for; `undefined` when nothing else was. */
    readonly alias: string | undefined;
    /** For each entity the indices of the cursor's targets that await it. */
    readonly receivers: readonly (readonly number[])[];
  };
}

/**
 * Reports the errors inside a subgraph's answer, each at its place in the client's response: an error of an entity that
 * stands in several places at each of them, and one without a usable path at each field that is missing. Where an error took
 * everything around it along, it is reported at the other fields that are missing, too.
 *
 * @param places where what was asked for goes
 */
export function reportAnswerErrors(
  run: PlanRun,
  places: readonly AnsweredPlace[],
  entries: readonly SubgraphErrorEntry[],
): void {
  const reports = places.map((place) => createPlaceReport(run, place));
  for (const entry of entries) {
    const located = reports.filter((report) => report.take(entry));
    if (located.length === 0) reportEverywhere(run, places, entry);
  }
  for (const report of reports) report.finish();
}

/** Reports an error that says nothing usable of where it is. */
function reportEverywhere(run: PlanRun, places: readonly AnsweredPlace[], entry: SubgraphErrorEntry): void {
  let told = false;
  for (const { cursor, origin } of places) {
    const missing = fieldsOf(cursor, origin).filter((key) =>
      cursor.targets.some((target) => !Object.hasOwn(target, key) || target[key] === null),
    );
    if (missing.length > 0) {
      told = true;
      for (const path of missingPaths(cursor, missing)) {
        addEntry(run, origin, entry, path, !cursor.path.includes('@'));
      }
    }
    for (const target of cursor.targets) accountFor(run.accounted, target, origin.fields, 'told');
  }
  const [first] = places;
  if (!told && first) addEntry(run, first.origin, entry, undefined, false);
}

/** Reports the errors in one place. */
function createPlaceReport(run: PlanRun, { cursor, origin, entities }: AnsweredPlace) {
  let places: readonly Path[] | undefined;
  /** For each target in which an error is, the first error and the fields that have one. */
  const failed = new Map<number, { readonly entry: SubgraphErrorEntry; readonly fields: Set<unknown> }>();
  return { take, finish };

  /** Reports an error when it is in this place, and says whether it is. */
  function take(entry: SubgraphErrorEntry): boolean {
    const path = isPath(entry.path) ? entry.path.map(renamed) : [];
    if (entities?.alias !== undefined && path[0] !== entities.alias) return false;
    const [field, ...below] = entities ? path.slice(2) : path;
    const targets = entities
      ? entities.receivers[entityIndex(path) ?? -1]
      : cursor.targets.flatMap((_, index) => (origin.fields.has(String(field)) ? [index] : []));
    if (!targets?.length) return false;
    for (const target of targets) {
      const at = field === undefined ? placeOf(target) : [...placeOf(target), field, ...below];
      addEntry(run, origin, entry, at, true);
      const known = failed.get(target) ?? { entry, fields: new Set() };
      failed.set(target, known);
      known.fields.add(field);
    }
    return true;
  }

  function finish(): void {
    for (const [index, { entry, fields }] of failed) {
      const target = cursor.targets[index];
      if (!target) continue;
      // An error of the entity itself tells of all its fields.
      const rest = fields.has(undefined) ? [] : fieldsOf({ targets: [target] }, origin);
      for (const key of rest) {
        if (!fields.has(key) && !Object.hasOwn(target, key))
          addEntry(run, origin, entry, [...placeOf(index), key], true);
      }
      accountFor(run.accounted, target, origin.fields, 'told');
    }
  }

  function placeOf(target: number): Path {
    places ??= locate(run.data, cursor.path);
    return places[target] ?? [];
  }

  function renamed(segment: string | number): string | number {
    return typeof segment === 'string' ? (origin.renamed.get(segment) ?? segment) : segment;
  }
}

function addEntry(
  run: PlanRun,
  origin: FetchOrigin,
  entry: SubgraphErrorEntry,
  path: Path | undefined,
  located: boolean,
): void {
  const message =
    typeof entry.message === 'string' && entry.message !== ''
      ? entry.message
      : `Subgraph '${origin.subgraph}' reported an error without a message.`;
  const error = addError(run, message, path, publicExtensions(entry, origin));
  if (located) run.located.push(error);
}

/** The index of the entity that an error in an answer is about; `undefined` when it does not say. */
export function entityIndex(path: unknown): number | undefined {
  const index: unknown = Array.isArray(path) ? path[1] : undefined;
  return typeof index === 'number' ? index : undefined;
}

/** The paths of fields that are missing in the cursor's targets: of the fields, or of the list in whose elements they are. */
function missingPaths(cursor: Pick<Cursor, 'path'>, fields: readonly string[]): Path[] {
  const list = cursor.path.indexOf('@');
  if (list !== -1) return [cursor.path.slice(0, list)];
  return fields.length > 0 ? fields.map((field) => [...cursor.path, field]) : [cursor.path];
}

/** Those of a fetch's fields that some target has by its type. */
function fieldsOf({ targets }: Pick<Cursor, 'targets'>, { fields, matches }: FetchOrigin): string[] {
  const typenames = new Set(targets.map((target) => target['__typename']));
  return [...fields].flatMap(([key, { types }]) => {
    const has = (typename: unknown) =>
      typeof typename !== 'string' ||
      types.size === 0 ||
      [...types].some((type) => matches(type, typename) || matches(typename, type));
    return [...typenames].some(has) ? [key] : [];
  });
}

function addError(
  run: PlanRun,
  message: string,
  path: Path | undefined,
  extensions: Record<string, unknown>,
  originalError?: Error,
): GraphQLError {
  const error = new GraphQLError(message, {
    ...(path === undefined || path.length === 0 ? {} : { path: path.map(run.clientName) }),
    ...(originalError ? { originalError } : {}),
    extensions,
  });
  run.errors.push(error);
  return error;
}

/** The subgraph's own extensions without what only its developers may see. */
function publicExtensions(entry: SubgraphErrorEntry, origin: FetchOrigin): Record<string, unknown> {
  const given = isJsonObject(entry.extensions) ? entry.extensions : {};
  // `http` is the gateway's own channel for status and headers (see `formatErrors`); a subgraph must not reach it.
  const { stacktrace: _stacktrace, exception: _exception, http: _http, code, ...rest } = given;
  return {
    ...rest,
    serviceName: origin.subgraph,
    code: typeof code === 'string' ? code : 'DOWNSTREAM_SERVICE_ERROR',
  };
}

function isPath(path: unknown): path is Path {
  return (
    Array.isArray(path) && path.every((segment) => typeof segment === 'string' || typeof segment === 'number')
  );
}
