import type { FetchDataRewrite } from '@apollo/query-planner';
import { isJsonObject, type JsonObject } from '../data/json.ts';
import type { TypeConditions } from '../planning/type-conditions.ts';

/** Changes data in place. */
export type Rewrite = (value: unknown) => void;

const fragmentPrefix = '... on ';

/**
 * Compiles the planner's rewrites: it renames fields that would conflict in a subgraph's query and sets the
 * type name that an interface object goes by in the next subgraph.
 * Returns `undefined` when there is nothing to rewrite.
 */
export function compileRewrites(
  rewrites: readonly FetchDataRewrite[] | undefined,
  matches: TypeConditions,
): Rewrite | undefined {
  if (!rewrites || rewrites.length === 0) return undefined;
  const compiled = rewrites.map((rewrite) => compileRewrite(rewrite, matches));
  return (value) => {
    for (const rewrite of compiled) rewrite(value);
  };
}

/** Keys that rewrites rename, with the names they get. */
export function renamedKeys(rewrites: readonly FetchDataRewrite[] | undefined): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  for (const rewrite of rewrites ?? []) {
    const key = rewrite.path.at(-1);
    if (rewrite.kind === 'KeyRenamer' && key !== undefined) renamed.set(key, rewrite.renameKeyTo);
  }
  return renamed;
}

function compileRewrite(rewrite: FetchDataRewrite, matches: TypeConditions): Rewrite {
  const path = rewrite.path.slice(0, -1);
  const last = rewrite.path.at(-1);
  if (last === undefined) return () => {};
  const change = changeOf(rewrite, last);
  return path.reduceRight<Rewrite>((next, segment) => {
    if (segment.startsWith(fragmentPrefix)) {
      const condition = segment.slice(fragmentPrefix.length);
      return eachObject((object) => {
        const typename = object['__typename'];
        // What came without a type name was asked for by the planner alone, so the condition holds.
        if (typeof typename !== 'string' || matches(condition, typename)) next(object);
      });
    }
    return eachObject((object) => {
      if (Object.hasOwn(object, segment)) next(object[segment]);
    });
  }, eachObject(change));
}

function changeOf(rewrite: FetchDataRewrite, key: string): (object: JsonObject) => void {
  switch (rewrite.kind) {
    case 'ValueSetter':
      return (object) => {
        object[key] = rewrite.setValueTo;
      };
    case 'KeyRenamer':
      return (object) => {
        if (!Object.hasOwn(object, key) || object[key] === undefined) return;
        object[rewrite.renameKeyTo] = object[key];
        object[key] = undefined;
      };
  }
}

function eachObject(change: (object: JsonObject) => void): Rewrite {
  return function visit(value) {
    if (Array.isArray(value)) {
      for (const element of value) visit(element);
    } else if (isJsonObject(value)) {
      change(value);
    }
  };
}
