import { commonSchemas } from '@throughgate/contracts';
import type { Place } from '@throughgate/registry-client';
import { childOf, isObject, pointerOf, segmentsOf } from './json.ts';
import type { Located, SourceFolder } from './source-folder.ts';
import { SourceProblem } from './source-problem.ts';

/** A JSON Schema in one piece. */
export interface BundledSchema {
  /** Holds no reference but those to the hub's shared schemas. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Where a part of `schema`, given by its JSON pointer, stands in the integrator's files. */
  placeOf(pointer: string): Place;
}

/** Most values that a schema may consist of once it is in one piece, and how deep they may be nested. */
const mostValues = 20_000;
const deepest = 64;

/** Keywords that only say something about a schema, and do not hold what another one may. */
const annotations = /^(title|description|examples?|default|deprecated|readOnly|writeOnly|\$comment|x-.*)$/;
/** Keywords whose values are data or names, in which `$ref` would be no reference. */
const dataKeywords = new Set(['examples', 'example', 'default', 'const', 'enum', 'x-throughgate']);
/** What names a schema, and what it holds for others to refer to: in one piece nobody refers to it. */
const nameKeywords = new Set(['$id', '$schema', '$defs', 'definitions', '$anchor']);
/** Keywords whose value is a map from names to schemas: any name may stand in it. */
const nameMaps = new Set(['properties', 'patternProperties', 'dependentSchemas', 'dependentRequired']);
const unsupported = ['$dynamicRef', '$dynamicAnchor', '$recursiveRef', '$recursiveAnchor'];
const sharedPrefix = 'urn:throughgate:events:common:';

/** What an object is: a schema, a map from names to schemas, or data, in which `$ref` refers to nothing. */
type Role = 'schema' | 'names' | 'data';

interface Piece {
  readonly value: unknown;
  /** How many values it consists of. */
  readonly size: number;
}

/**
 * Puts a schema in one piece: each reference is replaced by what it leads to. Constraints beside a reference hold
 * as well, by `allOf`; titles and descriptions beside it replace those of what it leads to.
 *
 * Raises a {@link SourceProblem} where a reference leads nowhere or back to itself, and for a schema that is larger
 * or deeper nested than the hub handles.
 */
export function bundleSchema(folder: SourceFolder, root: Located): BundledSchema {
  const origins = new WeakMap<object, Located>();
  // What is referred to twice is put together once, however often references multiply.
  const done = new Map<string, Piece>();
  const underWay = new Set<string>();

  const schema = bundle(root, 'schema', 0).value;
  if (!isObject(schema)) throw problem(root, 'The schema of an event is a JSON object.');
  const whole = { ...namesOf(root.value), ...schema };
  return { schema: whole, placeOf: (pointer) => placeIn(whole, pointer) };

  function bundle(part: Located, role: Role, depth: number): Piece {
    if (depth > deepest) throw problem(part, `The schema is nested more than ${deepest} levels deep.`);
    const { value } = part;
    const piece = Array.isArray(value)
      ? bundleAll(
          part,
          Object.entries(value),
          () => role,
          depth,
          (entries) => entries.map(([, one]) => one),
        )
      : isObject(value)
        ? bundleObject(part, value, role, depth)
        : { value, size: 1 };
    if (piece.size <= mostValues) return piece;
    throw problem(part, `The schema consists of more than ${mostValues} values, references followed.`);
  }

  function bundleObject(
    part: Located,
    value: Readonly<Record<string, unknown>>,
    role: Role,
    depth: number,
  ): Piece {
    if (role !== 'schema') {
      return bundleAll(
        part,
        Object.entries(value),
        () => (role === 'names' ? 'schema' : role),
        depth,
        objectOf,
      );
    }
    for (const keyword of unsupported) {
      if (keyword in value) throw problem(part, `The hub does not follow ${keyword}; use $ref.`);
    }
    const reference = value['$ref'];
    if (typeof reference !== 'string') return bundleKeywords(part, value, depth);
    if (reference.startsWith(sharedPrefix)) {
      if (commonSchemas.some(({ $id }) => $id === reference)) return bundleKeywords(part, value, depth);
      throw problem(part, `The hub has no shared schema ${reference}.`);
    }
    const target = bundleTarget(part, reference, depth);
    const { $ref: _, ...rest } = value;
    const beside = bundleKeywords(part, rest, depth);
    const size = target.size + beside.size;
    if (!isObject(beside.value) || Object.keys(beside.value).length === 0) return target;
    if (isObject(target.value) && Object.keys(beside.value).every((keyword) => annotations.test(keyword))) {
      const merged = { ...target.value, ...beside.value };
      const origin = origins.get(target.value);
      if (origin) origins.set(merged, origin);
      return { value: merged, size };
    }
    const others = beside.value['allOf'];
    return {
      value: { ...beside.value, allOf: [target.value, ...(Array.isArray(others) ? others : [])] },
      size,
    };
  }

  function bundleTarget(part: Located, reference: string, depth: number): Piece {
    const target = folder.follow(part, reference);
    const name = `${target.document.path}#${pointerOf(target.segments)}`;
    const known = done.get(name);
    if (known) return known;
    if (underWay.has(name)) throw problem(part, `"${reference}" leads back to itself: an event has an end.`);
    underWay.add(name);
    const piece = bundle(target, 'schema', depth + 1);
    underWay.delete(name);
    if (isObject(piece.value) && !origins.has(piece.value)) origins.set(piece.value, target);
    done.set(name, piece);
    return piece;
  }

  function bundleKeywords(part: Located, value: Readonly<Record<string, unknown>>, depth: number): Piece {
    const kept = Object.entries(value).filter(([name]) => !nameKeywords.has(name));
    return bundleAll(part, kept, roleOf, depth, objectOf);
  }

  function bundleAll(
    part: Located,
    entries: readonly (readonly [string, unknown])[],
    roleIn: (name: string) => Role,
    depth: number,
    assemble: (entries: [string, unknown][]) => unknown,
  ): Piece {
    let size = 1;
    const bundled = entries.map(([name, value]): [string, unknown] => {
      const child = { document: part.document, segments: [...part.segments, name], value };
      const piece = bundle(child, roleIn(name), depth + 1);
      size += piece.size;
      return [name, piece.value];
    });
    return { value: assemble(bundled), size };
  }

  function placeIn(schema: object, pointer: string): Place {
    let at: unknown = schema;
    let origin = root;
    let since: string[] = [];
    for (const name of segmentsOf(pointer) ?? []) {
      at = childOf(at, name);
      since.push(name);
      const moved = isObject(at) ? origins.get(at) : undefined;
      if (moved) [origin, since] = [moved, []];
    }
    return origin.document.placeOf([...origin.segments, ...since]);
  }
}

function roleOf(keyword: string): Role {
  if (nameMaps.has(keyword)) return 'names';
  return dataKeywords.has(keyword) ? 'data' : 'schema';
}

/** The dialect and the name of a schema. */
function namesOf(schema: unknown): Readonly<Record<string, unknown>> {
  const entries = isObject(schema) ? Object.entries(schema) : [];
  return objectOf(entries.filter(([name]) => name === '$schema' || name === '$id'));
}

/** As `Object.fromEntries`, for any names: `__proto__` is one like others. */
function objectOf(entries: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(entries);
}

function problem({ document, segments }: Located, detail: string): SourceProblem {
  return new SourceProblem('HUB-C038', detail, document.placeOf(segments));
}
