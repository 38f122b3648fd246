import fc from 'fast-check';
import {
  type ConstDirectiveNode,
  execute,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  validate,
  visit,
} from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import type { Executor } from '../src/executor/executor.ts';
import { createPlanExecutor } from '../src/executor/plan-executor.ts';
import { authorization } from '../src/features/authorization/authorization.ts';
import type { SupergraphHooks } from '../src/index.ts';
import { type LoadedSupergraph, loadSupergraph } from '../src/planning/load-supergraph.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { executionRequest } from './support/execution-request.ts';
import { libraryResolvers } from './support/library.ts';
import { nullUnauthorized, withTypes } from './support/null-unauthorized.ts';
import { type RandomOperation, randomOperation } from './support/random-operation.ts';
import { type ServedLibrary, serveLibrary } from './support/serve-library.ts';

// Random operations of random callers over random rules: a caller is answered what one who may have everything is answered,
// without what the caller may not have. RANDOM_OPERATIONS=20000 RANDOM_SEED=7 looks further than a run of all tests can.

const operations = Number(process.env['RANDOM_OPERATIONS'] ?? 150);
const seed = Number(process.env['RANDOM_SEED'] ?? 1);
const limit = operations * 25;
const timeout = 60_000 + 2 * limit;

/** What each set of rules closes, besides what its number chooses. */
const ruleSets = [0, 1, 2, 3, 4, 5];
const scopes = ['a', 'b', 'c'];
/** Fields that need others by `@requires`, as librarySdl has them. */
const needs: Readonly<Record<string, readonly string[]>> = {
  'Book.title': ['Book.name', 'Book.size'],
  'Film.title': ['Film.name', 'Film.minutes'],
  'Book.code': ['Book.ref', 'Ref.id'],
  'Book.alike': ['Book.ref', 'Ref.other'],
  'Book.tag': ['Book.label', 'Book.pages', 'Page.number'],
};

interface Ruled {
  readonly supergraph: LoadedSupergraph;
  readonly executor: Executor;
  readonly hooks: SupergraphHooks;
  /** Scopes that a type or a field, as `Type.field`, requires. */
  readonly rules: ReadonlyMap<string, readonly string[]>;
}

const data = { seed: 0 };
const resolvers = libraryResolvers(data);
let ruled: Ruled[];
/** How often something was withheld, and nothing: the test must see both. */
const seen = { withheld: 0, whole: 0 };

const opened = closedAfterAll();
beforeAll(async () => {
  const library = await serveLibrary(resolvers, opened);
  const open = compose(library.servers);
  ruled = await Promise.all(ruleSets.map((number) => rule(open, number, library)));
});

test(
  'callers are answered what may be answered to them, and told what may not',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), fc.nat(), async (g, dataSeed) => {
        const chosen = ruled[g(fc.nat, { max: ruled.length - 1 })];
        if (!chosen) throw new Error('no rules');
        const { clientSchema: schema } = chosen.supergraph;
        const operation = randomOperation(schema, (count) => g(fc.nat, { max: count - 1 }));
        const document = parse(operation.query);
        fc.pre(validate(schema, document).length === 0);
        data.seed = g(fc.nat, { max: 2 }) === 0 ? 0 : dataSeed;
        const callers = [g(fc.subarray, scopes), g(fc.subarray, scopes), scopes];
        for (const caller of callers) await isRight(chosen, operation, document, caller);
      }),
      { numRuns: operations, seed, interruptAfterTimeLimit: limit },
    );
    expect(Math.min(seen.withheld, seen.whole)).toBeGreaterThan(0);
  },
  timeout,
);

async function isRight(
  { supergraph: { clientSchema: schema }, executor, hooks, rules }: Ruled,
  { query, variables }: RandomOperation,
  document: ReturnType<typeof parse>,
  held: readonly string[],
): Promise<void> {
  const [definition] = document.definitions as readonly OperationDefinitionNode[];
  if (!definition) throw new Error('no operation');
  const { coerced } = getVariableValues(schema, definition.variableDefinitions ?? [], variables);
  if (!coerced) return;
  const whole = JSON.parse(
    JSON.stringify(
      await execute({ schema, document: withTypes(document), variableValues: variables, ...resolvers }),
    ),
  );
  const may = (coordinate: string) => mayHave(coordinate, new Set(held));
  const expected = nullUnauthorized(schema, document, coerced, whole.data, may);

  const caller = {
    ...({ id: held.join(), kind: 'person', organisation: '', roles: [], scopes: held } as const),
  };
  const context = { requestId: 'r', caller, headers: { get: () => undefined } };
  const withheld = hooks.withhold?.({ context, document, definition, variables });
  const answer = await executor.execute(executionRequest(query, { withheld, variables, caller }));
  const { data: answered, errors = [] } = JSON.parse(JSON.stringify(answer));
  const told = `${held.join()} of ${JSON.stringify([...rules])}, seed ${data.seed}, ${JSON.stringify(variables)}, ${query}`;
  expect(answered, told).toEqual(expected.data);
  const paths = errors.flatMap(({ path, extensions }: { path: string[]; extensions: { code: string } }) =>
    extensions.code === 'UNAUTHORIZED_FIELD_OR_TYPE' ? [path.join('.')] : [],
  );
  expect(paths.toSorted(), told).toEqual([...expected.paths].toSorted());
  for (const { extensions } of errors) {
    expect(extensions.code, told).toMatch(/^(FATE|DOWNSTREAM_SERVICE_ERROR|UNAUTHORIZED_FIELD_OR_TYPE)$/);
  }
  seen[paths.length > 0 ? 'withheld' : 'whole'] += 1;

  function mayHave(coordinate: string, has: ReadonlySet<string>): boolean {
    const [typeName = '', field = ''] = coordinate.split('.');
    if (typeName === 'Item') return ['Book', 'Film'].every((one) => mayHave(`${one}.${field}`, has));
    const type = schema.getType(typeName);
    const returned = type && 'getFields' in type ? String(type.getFields()[field]?.type) : '';
    const required = [typeName, coordinate, returned.replaceAll(/[[\]!]/g, '')];
    return (
      required.flatMap((one) => rules.get(one) ?? []).every((scope) => has.has(scope)) &&
      (needs[coordinate] ?? []).every((one) => mayHave(one, has))
    );
  }
}

/** The supergraph with rules that a number chooses, and what is needed to ask it. */
async function rule(open: string, number: number, { send }: ServedLibrary): Promise<Ruled> {
  const rules = new Map<string, readonly string[]>();
  const choose = (coordinate: string, of: number) => {
    const chosen = hash(`${number} ${coordinate}`);
    if (chosen % of !== 0) return [];
    const required = scopes.filter((_, index) => (chosen >> (4 + index)) % 2 === 1);
    if (required.length > 0) rules.set(coordinate, required);
    return required;
  };
  const directives = (required: readonly string[]): readonly ConstDirectiveNode[] => {
    if (required.length === 0) return [];
    const list = required.map((scope) => `"${scope}"`).join();
    const [type] = parse(`scalar S @requiresScopes(scopes: [[${list}]])`).definitions;
    return type?.kind === Kind.SCALAR_TYPE_DEFINITION ? (type.directives ?? []) : [];
  };
  const edited = visit(parse(open), {
    ObjectTypeDefinition(type) {
      const isRoot = /^(Query|Mutation)$/.test(type.name.value);
      return {
        ...type,
        directives: [...(type.directives ?? []), ...directives(isRoot ? [] : choose(type.name.value, 8))],
        fields: type.fields?.map((field) => ({
          ...field,
          directives: [
            ...(field.directives ?? []),
            ...directives(choose(`${type.name.value}.${field.name.value}`, isRoot ? 12 : 4)),
          ],
        })),
      } as typeof type;
    },
  });
  const sdl = `${print(edited)}
    extend schema @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY)
    directive @requiresScopes(scopes: [[requiresScopes__Scope!]!]!) on FIELD_DEFINITION | OBJECT
    scalar requiresScopes__Scope`;
  const supergraph = await loadSupergraph(sdl);
  const { document, clientSchema: schema } = supergraph;
  const hooks = authorization({ identified: true }).onSupergraph?.({ sdl, document, schema }) ?? {};
  const executor = createPlanExecutor({ supergraph, transport: { send } });
  return { supergraph, executor, hooks, rules };
}

function hash(text: string): number {
  let value = 2166136261;
  for (const character of text) value = Math.imul(value ^ character.charCodeAt(0), 16777619);
  return (value ^ (value >>> 13)) >>> 0;
}
