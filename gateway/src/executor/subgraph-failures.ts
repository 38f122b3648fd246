import { GraphQLError } from 'graphql';
import type { SubgraphError } from '../transport/subgraph-error.ts';
import type { SubgraphErrorEntry } from '../transport/subgraph-transport.ts';
import { locate } from './data-path.ts';
import { isJsonObject } from './json.ts';
import type { Cursor, PlanRun } from './plan-run.ts';

/** Which fetch an error comes from. */
export interface FetchOrigin {
  readonly subgraph: string;
  /** Response names at the top of the fetch. */
  readonly fields: readonly string[];
}

type Path = readonly (string | number)[];

/**
 * Reports a fetch that got no GraphQL answer: an error for each field that is missing, or one for the list in
 * whose elements it is missing.
 */
export function reportFailure(run: PlanRun, cursor: Cursor, origin: FetchOrigin, error: SubgraphError): void {
  const list = cursor.path.indexOf('@');
  const prefix = list === -1 ? cursor.path : cursor.path.slice(0, list);
  const paths: readonly Path[] =
    list === -1 && origin.fields.length > 0 ? origin.fields.map((field) => [...prefix, field]) : [prefix];
  for (const path of paths) {
    run.errors.push(
      new GraphQLError(error.message, {
        ...(path.length === 0 ? {} : { path: path.map(run.clientName) }),
        originalError: error,
        extensions: { code: error.code, serviceName: origin.subgraph },
      }),
    );
  }
}

/**
 * Reports the errors inside a subgraph's answer, each at its place in the client's response.
 * An error of an entity that stands in several places is reported at each of them.
 *
 * @param receivers for an entity fetch: the indices of the cursor's targets behind each representation
 */
export function reportAnswerErrors(
  run: PlanRun,
  cursor: Cursor,
  origin: FetchOrigin,
  entries: readonly SubgraphErrorEntry[],
  receivers?: readonly (readonly number[])[],
): void {
  let places: Path[] | undefined;
  for (const entry of entries) {
    const path = isPath(entry.path) ? entry.path : undefined;
    const index = path?.[1];
    if (receivers && path && typeof index === 'number') {
      places ??= locate(run.data, cursor.path);
      for (const receiver of receivers[index] ?? []) {
        const place = places[receiver];
        add(entry, place && [...place, ...path.slice(2)]);
      }
    } else if (receivers) {
      add(entry, path && cursor.path.filter((segment) => segment !== '@'));
    } else {
      add(entry, path && [...cursor.path, ...path]);
    }
  }

  function add(entry: SubgraphErrorEntry, path: Path | undefined): void {
    const message =
      typeof entry.message === 'string' && entry.message !== ''
        ? entry.message
        : `Subgraph '${origin.subgraph}' reported an error without a message.`;
    run.errors.push(
      new GraphQLError(message, {
        ...(path ? { path: path.map(run.clientName) } : {}),
        extensions: publicExtensions(entry, origin),
      }),
    );
  }
}

/** The subgraph's own extensions without what only its developers may see. */
function publicExtensions(entry: SubgraphErrorEntry, origin: FetchOrigin): Record<string, unknown> {
  const given = isJsonObject(entry.extensions) ? entry.extensions : {};
  // `http` is Apollo Server's own channel for status and headers; a subgraph must not reach it.
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
