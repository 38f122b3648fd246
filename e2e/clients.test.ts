import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Defer20220824Handler, GraphQL17Alpha9Handler } from '@apollo/client/incremental';
import { outputIntrospectionFile } from '@gql.tada/internal';
import { codegen } from '@graphql-codegen/core';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { Client, fetchExchange } from '@urql/core';
import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  parse,
  printSchema,
} from 'graphql';
import ts from 'typescript';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { closedAfterAll } from '../gateway/test/support/closed-after-all.ts';
import { compose } from '../gateway/test/support/compose.ts';
import { startTestGateway, type TestGateway } from '../gateway/test/support/gateway-client.ts';
import { type SubgraphServer, serveSubgraph } from '../gateway/test/support/subgraph-server.ts';

// What front-end teams use, as they use it, over a gateway: the half that is deferred, and what is made of the schema.

const opened = closedAfterAll();
let prisons: SubgraphServer;
let jobs: SubgraphServer;
let gateway: TestGateway;
let introspection: IntrospectionQuery;
/** Where programs and what is generated for them are, with the packages of this repository. */
let directory: string;

beforeAll(async () => {
  const prisoner = (number: string) => ({ number, name: `Name ${number}` });
  prisons = opened.use(
    await serveSubgraph(
      'prisons',
      `type Query { prisoner(number: ID!): Prisoner prisoners: [Prisoner!]! }
       type Prisoner @key(fields: "number") { number: ID! name: String! }`,
      {
        Query: {
          prisoner: (_: unknown, { number }: { number: string }) => prisoner(number),
          prisoners: () => ['A1', 'A2'].map(prisoner),
        },
        Prisoner: { __resolveReference: ({ number }: { number: string }) => prisoner(number) },
      },
    ),
  );
  jobs = opened.use(
    await serveSubgraph(
      'jobs',
      'type Prisoner @key(fields: "number") { number: ID! wage: Int job: Job } type Job @key(fields: "id") { id: ID! title: String! }',
      {
        Prisoner: {
          wage: () => 12,
          job: ({ number }: { number: string }) => ({ id: `j${number}`, title: 'Baker' }),
        },
      },
    ),
  );
  gateway = opened.use(await startTestGateway({ supergraphSdl: compose([prisons, jobs]) }));
  const { body } = await gateway.ask(getIntrospectionQuery());
  introspection = body.data as unknown as IntrospectionQuery;
  directory = await mkdtemp(join(tmpdir(), 'clients-'));
  opened.defer(() => rm(directory, { recursive: true, force: true }));
  await symlink(join(import.meta.dirname, '../node_modules'), join(directory, 'node_modules'));
  await writeFile(join(directory, 'package.json'), '{ "type": "module" }');
});
beforeEach(() => {
  jobs.hold = undefined;
});

/** Holds back the deferred half. */
function holdJobs(): () => void {
  const held = Promise.withResolvers<void>();
  jobs.hold = () => held.promise;
  return held.resolve;
}

const page =
  'query Page { prisoners { number name ...Work @defer(label: "work") } } fragment Work on Prisoner { number wage job { id title } }';
const half = { prisoners: ['A1', 'A2'].map((number) => ({ number, name: `Name ${number}` })) };
const whole = {
  prisoners: half.prisoners.map((one) => ({
    ...one,
    wage: 12,
    job: { id: `j${one.number}`, title: 'Baker' },
  })),
};

test.each([
  ['Defer20220824Handler', { incrementalHandler: new Defer20220824Handler() }],
  ['GraphQL17Alpha9Handler', { incrementalHandler: new GraphQL17Alpha9Handler() }],
] as const)("Apollo Client's %s shows a page before its deferred half is there", async (_, handler) => {
  const release = holdJobs();
  const client = new ApolloClient({
    link: new HttpLink({ uri: gateway.url }),
    cache: new InMemoryCache(),
    ...(handler as Pick<ApolloClient.Options, 'incrementalHandler'>),
  });
  const seen: [state: string, data: unknown][] = [];
  const done = Promise.withResolvers<void>();
  client.watchQuery({ query: gql(page) }).subscribe(({ data, dataState, error }) => {
    if (error) done.reject(error);
    if (data === undefined) return;
    seen.push([dataState, JSON.parse(JSON.stringify(data))]);
    if (dataState === 'streaming') release();
    if (dataState === 'complete') done.resolve();
  });
  await done.promise;
  client.stop();
  const [first, last] = [seen[0], seen.at(-1)];
  expect(first).toMatchObject(['streaming', half]);
  expect(JSON.stringify(first)).not.toContain('Baker');
  expect(last).toMatchObject(['complete', whole]);
});

test('Apollo Client tells an error of the deferred half, and keeps the rest', async () => {
  jobs.misbehave = (response) => void response.writeHead(500).end();
  try {
    const client = new ApolloClient({
      link: new HttpLink({ uri: gateway.url }),
      cache: new InMemoryCache(),
      incrementalHandler: new Defer20220824Handler(),
    });
    const { data, error } = await client.query({ query: gql(page), errorPolicy: 'all' });
    client.stop();
    expect(data).toMatchObject(half);
    expect(String(error)).toContain("Subgraph 'jobs'");
  } finally {
    jobs.misbehave = undefined;
  }
});

test('urql shows a page before its deferred half is there', async () => {
  const release = holdJobs();
  const client = new Client({ url: gateway.url, exchanges: [fetchExchange], preferGetMethod: false });
  const seen: [hasNext: boolean, data: unknown][] = [];
  const done = Promise.withResolvers<void>();
  client.query(page, {}).subscribe(({ data, error, hasNext }) => {
    if (error) done.reject(error);
    seen.push([hasNext, JSON.parse(JSON.stringify(data))]);
    if (seen.length === 1) release();
    if (!hasNext) done.resolve();
  });
  await done.promise;
  expect(seen[0]).toEqual([true, half]);
  expect(seen.at(-1)).toEqual([false, whole]);
});

test('a client that knows nothing of parts gets one answer', async () => {
  const { headers, body } = await gateway.ask(page);
  expect(headers.get('content-type')).toContain('application/json');
  expect(body).toEqual({ data: whole });
});

test("Relay's compiler takes the schema, and what it makes to fetch a fragment anew is answered", async () => {
  await writeFile(join(directory, 'schema.graphql'), printSchema(buildClientSchema(introspection)));
  const tagged = (name: string, text: string) =>
    writeFile(
      join(directory, `${name}.ts`),
      `import { graphql } from 'relay-runtime';\nexport const ${name} = graphql\`${text}\`;\n`,
    );
  await tagged(
    'Card',
    'fragment Card_prisoner on Prisoner @refetchable(queryName: "CardRefetchQuery") { name ...Card_work @defer(label: "work") }',
  );
  await tagged('Work', 'fragment Card_work on Prisoner { wage }');
  await tagged('Page', 'query PageQuery($id: ID!) { node(id: $id) { ...Card_prisoner @alias(as: "card") } }');
  const config = {
    src: '.',
    language: 'typescript',
    schema: './schema.graphql',
    excludes: ['**/node_modules/**', '**/__generated__/**'],
    schemaConfig: { nodeInterfaceIdField: 'nodeId' },
  };
  await writeFile(join(directory, 'relay.config.json'), JSON.stringify(config));
  const compiler = createRequire(import.meta.url).resolve('relay-compiler/cli.js');
  await promisify(execFile)(process.execPath, [compiler, 'relay.config.json'], { cwd: directory });
  const made = await readFile(join(directory, '__generated__/CardRefetchQuery.graphql.ts'), 'utf8');
  const query = JSON.parse(/"text": ("(?:[^"\\]|\\.)*")/.exec(made)?.[1] ?? '""') as string;
  expect(query).toContain('node(id: $nodeId)');
  const { body: listed } = await gateway.ask('{ prisoners { nodeId } }');
  const [{ nodeId } = { nodeId: '' }] = (listed.data as { prisoners: { nodeId: string }[] }).prisoners;
  const { body } = await gateway.ask(query, { nodeId });
  expect(body).toEqual({
    data: { node: { __typename: 'Prisoner', nodeId, name: 'Name A1', wage: 12 } },
  });
});

test('types that gql.tada and GraphQL Code Generator make of the schema hold in a program', async () => {
  const tada = outputIntrospectionFile(introspection as never, { fileType: '.d.ts', shouldPreprocess: true });
  await writeFile(join(directory, 'introspection.d.ts'), tada);
  const query =
    'query Found($id: ID!) { node(id: $id) { __typename nodeId ... on Prisoner { name ... @defer { wage } } } }';
  const generated = await codegen({
    filename: 'found.ts',
    schema: parse(printSchema(buildClientSchema(introspection))),
    documents: [{ location: 'found.graphql', document: parse(query) }],
    config: {},
    plugins: [{ 'typescript-operations': {} }],
    pluginMap: { 'typescript-operations': typescriptOperations },
  });
  await writeFile(join(directory, 'found.ts'), generated);
  await writeFile(
    join(directory, 'program.ts'),
    `import { initGraphQLTada, type ResultOf } from 'gql.tada';
     import type { introspection } from './introspection.d.ts';
     import type { FoundQuery } from './found.ts';
     const graphql = initGraphQLTada<{ introspection: introspection }>();
     const document = graphql(\`${query.replace('... @defer { wage }', 'wage')}\`);
     export function shown(one: ResultOf<typeof document>, other: FoundQuery): string[] {
       const names: string[] = [];
       if (one.node?.__typename === 'Prisoner') names.push(one.node.name, String(one.node.wage?.toFixed()), one.node.nodeId);
       if (other.node?.__typename === 'Prisoner') names.push(other.node.name, other.node.nodeId);
       // @ts-expect-error no type has such a field
       names.push(one.node?.surname);
       // @ts-expect-error no type has such a field
       names.push(other.node?.surname);
       return names;
     }`,
  );
  expect(typeErrors(join(directory, 'program.ts'))).toEqual([]);
});

/** What the compiler says of a program, one line for each error. */
function typeErrors(program: string): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ESNext,
    types: [],
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram([program], options))
    .map(
      ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
}
