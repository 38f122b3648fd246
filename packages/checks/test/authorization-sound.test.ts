import { type Grant, meets, readRequirements } from '@throughgate/authorization';
import fc from 'fast-check';
import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { accessGraph } from '../src/authorization/access-graph.ts';
import { exposedFields } from '../src/authorization/exposed-fields.ts';
import { nullingFaults } from '../src/authorization/nulling-faults.ts';
import { requirementChanges } from '../src/authorization/requirement-changes.ts';

// Rules are drawn from two scopes, so that all callers there can be are tried one by one.
const rules = [
  '',
  '',
  '@authenticated',
  '@requiresScopes(scopes: [["a:x"]])',
  '@requiresScopes(scopes: [["a:x"], ["a:y"]])',
  '@requiresScopes(scopes: [["a:x", "a:y"]])',
  '@requiresScopes(scopes: [])',
];
const callers: ReadonlySet<Grant>[] = [
  [],
  ['@authenticated'],
  ['@authenticated', 'scope:a:x'],
  ['@authenticated', 'scope:a:y'],
  ['@authenticated', 'scope:a:x', 'scope:a:y'],
].map((grants) => new Set(grants as Grant[]));

const objects = ['Query', 'A', 'B', 'C'];
const returned = [...objects, 'U', 'I', 'Int', 'Int'];
const fieldNames = ['f', 'g', 'h'];
const rule = fc.constantFrom(...rules);
const tag = fc.constantFrom('', '', '@tag(name: "data:personal")', '@tag(name: "data:none")');

/** Composed schemas as composition writes them, less what joins subgraphs, with the same types and fields each time. */
const schema = fc
  .record({
    types: fc.array(fc.record({ rule, tag }), { minLength: objects.length, maxLength: objects.length }),
    fields: fc.array(fc.record({ returns: fc.constantFrom(...returned), nonNull: fc.boolean(), rule, tag }), {
      minLength: objects.length * fieldNames.length,
      maxLength: objects.length * fieldNames.length,
    }),
  })
  .map(({ types, fields }) => {
    const written = objects.map((name, index) => {
      const own = fieldNames.map((field, at) => {
        const one = fields[index * fieldNames.length + at];
        return `${field}: ${one?.returns}${one?.nonNull ? '!' : ''} ${one?.rule} ${one?.tag}`;
      });
      const interfaces = name === 'A' || name === 'B' ? 'implements I' : '';
      return `type ${name} ${interfaces} ${types[index]?.rule} ${types[index]?.tag} { id: Int ${own.join(' ')} }`;
    });
    return `${written.join('\n')}\nunion U = B | C\ninterface I { id: Int }`;
  });

/** Walks every way through a graph that one caller can take, without remembering where it was but on the way itself. */
function seenBy(sdl: string, granted: ReadonlySet<Grant>): Set<string> {
  const { types } = accessGraph(sdl);
  const requirements = readRequirements(parse(sdl));
  const seen = new Set<string>();
  const walk = (type: string, way: readonly string[]): void => {
    if (way.includes(type)) return;
    for (const one of types.get(type)?.possible ?? []) walk(one, [...way, type]);
    for (const [field, { returns }] of types.get(type)?.fields ?? []) {
      if (!meets(requirements.ofField(type, field), granted)) continue;
      seen.add(`${type}.${field}`);
      walk(returns, [...way, type]);
    }
  };
  walk('Query', []);
  return seen;
}

it('what is called exposed is what some way through the graph leads a caller to', () => {
  fc.assert(
    fc.property(schema, fc.constantFrom(...callers), (sdl, granted) => {
      const seen = seenBy(sdl, granted);
      const exposed = exposedFields(accessGraph(sdl), granted).map(({ type, field }) => `${type}.${field}`);
      const everything = sdl
        .replaceAll('@tag(name: "data:none")', '')
        .replaceAll('@tag(name: "data:personal")', '');
      const tagged = everything.replaceAll(/: (\w+!?)/g, ': $1 @tag(name: "data:personal")');
      const all = exposedFields(accessGraph(tagged), granted).map(({ type, field }) => `${type}.${field}`);
      expect(all.sort()).toEqual([...seen].sort());
      expect(exposed.filter((one) => !seen.has(one))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

it('where nothing takes more along, no caller who may have an object is refused a field of it that may not be null', () => {
  fc.assert(
    fc.property(schema, (sdl) => {
      const graph = accessGraph(sdl);
      const { requirements, types } = graph;
      const faults = new Set(nullingFaults(graph).map(({ coordinate }) => coordinate));
      for (const type of objects) {
        for (const [field, { nonNull }] of types.get(type)?.fields ?? []) {
          const refused = callers.some(
            (granted) =>
              meets(requirements.ofType(type), granted) && !meets(requirements.ofField(type, field), granted),
          );
          expect(faults.has(`${type}.${field}`)).toBe(nonNull && refused);
        }
      }
    }),
    { numRuns: 150 },
  );
});

it('what a version is said to open and to close is what some caller gains and loses', () => {
  fc.assert(
    fc.property(schema, schema, (one, other) => {
      const [before, after] = [accessGraph(one), accessGraph(other)];
      const { opened, closed } = requirementChanges(before, after);
      const fieldsOf = (changes: typeof opened) => changes.flatMap(({ fields }) => fields).sort();
      const gains: string[] = [];
      const loses: string[] = [];
      for (const type of objects) {
        for (const field of ['id', ...fieldNames]) {
          const sees = ({ requirements }: typeof before) =>
            callers.map((granted) => meets(requirements.ofField(type, field), granted));
          const [was, is] = [sees(before), sees(after)];
          if (is.some((may, index) => may && !was[index])) gains.push(`${type}.${field}`);
          if (was.some((may, index) => may && !is[index])) loses.push(`${type}.${field}`);
        }
      }
      expect(fieldsOf(opened)).toEqual(gains.sort());
      expect(fieldsOf(closed)).toEqual(loses.sort());
    }),
    { numRuns: 150 },
  );
});
