import type { PageTable, Treatment } from '../support/page-table.ts';

const journey = `query ($identifier: String!) { offender(identifier: $identifier) { __typename id name { surname } } }`;
const caseload = {
  'throughgate-purpose': 'supervision',
  'apollographql-client-name': 'caseload',
  'apollographql-client-version': '1.4.0',
};
const answer: Treatment = { kind: 'answer' };

/** What examples call with what they are told. */
const showing = `
  interface Shown {
    readonly journeyChanged?: { readonly name: { readonly surname: string } } | null;
    readonly offender?: { readonly id?: string; readonly benefits?: unknown } | null;
  }
  const shown: unknown[][] = [];
  function show(...what: unknown[]) { shown.push(what); told(); }
  let told = () => {};
  async function seen(wanted: (data: Shown | undefined, state: unknown) => boolean): Promise<void> {
    while (!shown.some(([data, state]) => wanted(data as Shown | undefined, state))) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      told = resolve;
      const timer = setTimeout(() => reject(new Error(JSON.stringify(shown))), 20_000);
      await promise;
      clearTimeout(timer);
    }
  }`;
const asked = { 'throughgate-purpose': 'supervision' };

/** An example that subscribes to a journey, and how it ends. */
function subscribes(end: string): Treatment {
  return {
    kind: 'typescript',
    before: showing,
    after: `await seen((data) => data?.journeyChanged?.name.surname === 'Cooper'); ${end}`,
  };
}

/** One that asks for a page with a deferred half, too. */
function subscribesAndDefers(end: string): Treatment {
  return {
    kind: 'typescript',
    sends: asked,
    before: showing,
    after: `
      await seen((data) => data?.journeyChanged?.name.surname === 'Cooper');
      await seen((data, state) => state === 'streaming' && data?.offender?.id !== undefined && data.offender.benefits === undefined);
      await seen((data, state) => state === 'complete' && data?.offender?.benefits !== undefined);
      ${end}`,
  };
}

/** The code blocks of docs/front-end.md. */
export const frontEnd: PageTable = {
  page: 'docs/front-end.md',
  blocks: [
    ['sh', 'HUB_TOKEN=', { kind: 'shell' }],
    ['json', '{ "data"', answer],
    [
      'http',
      'POST /graphql',
      { kind: 'not run', because: 'it shows what a request looks like, of whoever asks' },
    ],
    [
      'ts',
      'import { JourneyDocument',
      {
        kind: 'typescript',
        after: `
          import { request } from 'graphql-request';
          const variables: JourneyQueryVariables = { identifier: 'X204011' };
          const journey: JourneyQuery = await request('http://127.0.0.1:4000/graphql', JourneyDocument, variables, {
            authorization: \`Bearer \${process.env['HUB_TOKEN']}\`,
            'throughgate-purpose': 'supervision',
          });
          if (journey.offender?.name?.surname !== 'Cooper') throw new Error(JSON.stringify(journey));`,
      },
    ],
    [
      'ts',
      'import type { CodegenConfig',
      {
        kind: 'typescript',
        unchecked:
          'the package of its type, the command line of the generator, is not installed; see generate-types.ts',
        after: `
          import { generateTypes } from '../support/generate-types.ts';
          const { 'src/graph.ts': types = '' } = await generateTypes(config);
          for (const part of [/Date: \\{ input: string; output: string;? \\}/, /DateTime: \\{ input: string; output: string;? \\}/, /JourneyDocument/]) {
            if (!part.test(types)) throw new Error(part + ' is not in ' + types);
          }`,
      },
    ],
    [
      'ts',
      'import { ApolloClient',
      {
        kind: 'typescript',
        sends: caseload,
        after: `
          import { gql, type TypedDocumentNode } from '@apollo/client';
          import { expectCompletePolicies } from '../support/cache-policies.ts';
          interface Page { offender: { journey: { edges: unknown[]; pageInfo: { endCursor: string } } } }
          const query: TypedDocumentNode<Page, { identifier: string; after?: string }> = gql\`query ($identifier: String!, $after: String) { offender(identifier: $identifier) { id
            journey(first: 2, after: $after, filter: { agencies: ["prisons"] }) { edges { node { id subject { __typename ... on Movement { id } ... on Prisoner { prisonerNumber } } } } pageInfo { hasNextPage endCursor } }
            custody { prisonerNumber status } } }\`;
          const variables = { identifier: 'X204011' };
          const answered = await client.query({ query, variables });
          const first = answered.data;
          if (!first) throw new Error(JSON.stringify([answered, String(answered.error)]));
          const after = first.offender.journey.pageInfo.endCursor;
          await client.query({ query, variables: { ...variables, after }, fetchPolicy: 'network-only' });
          const merged = client.readQuery({ query, variables })?.offender.journey.edges;
          if (merged?.length !== 4) throw new Error('the pages were not merged: ' + JSON.stringify(merged));
          const cached = client.cache.extract() as object;
          if (!('Prisoner:{"prisonerNumber":"A8281KL"}' in cached)) throw new Error(Object.keys(cached).join());
          if (!Object.keys(cached).some((key) => key.startsWith('Movement:'))) throw new Error(Object.keys(cached).join());
          await expectCompletePolicies(client.cache as InMemoryCache);
          const halfThere: TypedDocumentNode<{ prison?: object }> = gql\`{ prisoner(prisonerNumber: "none") { prisonerNumber } prison(id: "MDI") { id } }\`;
          const partial = await client.query({ query: halfThere });
          if (!partial.error || !partial.data?.prison) throw new Error(JSON.stringify(partial));
          client.stop();`,
      },
    ],
    [
      'ts',
      'import { cacheExchange',
      {
        kind: 'typescript',
        sends: caseload,
        after: `
          const { data, error } = await client.query(\`${journey}\`, { identifier: 'X204011' }).toPromise();
          if (error || data.offender.name.surname !== 'Cooper') throw new Error(JSON.stringify([data, error]));
          const partial = await client.query('{ prisoner(prisonerNumber: "none") { prisonerNumber } prison(id: "MDI") { id } }', {}).toPromise();
          if (!partial.error || !partial.data.prison) throw new Error(JSON.stringify(partial));`,
      },
    ],
    [
      'ts',
      'import { GraphQLClient',
      {
        kind: 'typescript',
        sends: caseload,
        after: `
          if (errors || !(data as { offender: { id?: string } }).offender.id) throw new Error(JSON.stringify([data, errors]));
          const partial = await client.rawRequest<{ prison?: object }>('{ prisoner(prisonerNumber: "none") { prisonerNumber } prison(id: "MDI") { id } }');
          if (!partial.errors || !partial.data.prison) throw new Error(JSON.stringify(partial));`,
      },
    ],
    [
      'json',
      '{\n  "errors": [{\n    "message": "\\"A828\\"',
      { kind: 'answer of', query: '{ offender(identifier: "A828") { id } }' },
    ],
    ['graphql', '{\n  node(id: "', { kind: 'graphql' }],
    ['json', '{ "data"', answer],
    ['graphql', '{\n  offender(identifier: "X204011") {\n    journey', { kind: 'graphql' }],
    ['json', '{ "data"', answer],
    [
      'graphql',
      'subject { __typename',
      {
        kind: 'graphql',
        within: '{ offender(identifier: "X204011") { journey { edges { node { … } } } } }',
        gives: 'no errors',
      },
    ],
    [
      'ts',
      'new Intl.DateTimeFormat',
      {
        kind: 'typescript',
        before: `const occurredAt = '2022-08-18T23:00:00.000Z';
          const shown =`,
        after: `if (shown !== '19 August 2022') throw new Error(shown);
          export {};`,
      },
    ],
    ['graphql', '{\n  offender', { kind: 'graphql', to: 'hub without prisons' }],
    ['json', '{\n  "errors"', answer],
    [
      'json',
      '{\n  "data": { "offender": { "id"',
      {
        kind: 'not run',
        because: 'the persona that asks the others may everything; e2e/who-asks asks as those who may not',
      },
    ],
    ['graphql', 'query Page', { kind: 'graphql', gives: 'no errors' }],
    [
      'http',
      'HTTP/1.1 200 OK',
      { kind: 'not run', because: 'e2e/clients.test.ts reads answers in parts, as clients do' },
    ],
    [
      'graphql',
      'subscription Watch',
      {
        kind: 'not run',
        because: 'it goes on; gateway/test/live.test.ts and live-clients.test.ts subscribe',
      },
    ],
    [
      'sh',
      'curl --no-buffer',
      { kind: 'not run', because: 'it goes on; gateway/test/live.test.ts subscribes' },
    ],
    [
      'ts',
      'import { ApolloClient, gql',
      subscribesAndDefers('watching.unsubscribe(); page.unsubscribe(); client.stop();'),
    ],
    [
      'ts',
      'import { Client, fetchExchange }',
      subscribesAndDefers('watching.unsubscribe(); page.unsubscribe();'),
    ],
    ['ts', "import { createClient } from 'graphql-sse'", subscribes('stop(); client.dispose();')],
    ['ts', "import { createClient } from 'graphql-ws'", subscribes('stop(); await client.dispose();')],
    [
      'ts',
      "import { createClient } from 'graphql-sse';\nimport { Network",
      {
        kind: 'typescript',
        before: showing,
        after: `
          import type { RequestParameters } from 'relay-runtime';
          const ask = (operationKind: 'query' | 'subscription', text: string) =>
            network.execute({ name: 'Watch', operationKind, text, id: null, cacheID: text, metadata: {} } as RequestParameters, {}, {}, null)
              .subscribe({ next: (answer) => show('data' in answer && answer.data, answer), error: show });
          const watching = ask('subscription', 'subscription { journeyChanged(identifier: "X204011") { id name { surname } } }');
          await seen((data) => data?.journeyChanged?.name.surname === 'Cooper');
          watching.unsubscribe();
          events.dispose();
          ask('query', '{ offender(identifier: "X204011") { id } }');
          await seen((data) => Boolean(data?.offender?.id));`,
      },
    ],
    ['json', '{ "ready": false', { kind: 'answer of', path: '/health/ready', to: 'hub without prisons' }],
    ['graphql', 'mutation {\n  registerPrisoner', { kind: 'graphql' }],
    ['json', '{ "data"', answer],
    ['graphql', 'mutation {\n  receivePrisoner', { kind: 'graphql' }],
    ['json', '{ "data"', answer],
    ['graphql', 'mutation {\n  received: receivePrisoner', { kind: 'graphql' }],
    ['json', '{\n  "errors"', answer],
    ['graphql', 'mutation {\n  registerPrisoner', { kind: 'graphql' }],
    ['json', '{ "data"', answer],
    ['graphql', 'query MyPrison', { kind: 'graphql' }],
    ['json', '{ "data"', answer],
    ['graphql', 'mutation {\n  openCase', { kind: 'graphql' }],
    ['json', '{ "data"', answer],
    ['graphql', 'query UnitDay', { kind: 'graphql' }],
    ['json', '{ "data"', answer],
    ['graphql', 'mutation {\n  sendReferral', { kind: 'graphql' }],
    ['json', '{ "data"', answer],
    ['graphql', '{\n  keyWorker(providerCode', { kind: 'graphql' }],
    ['json', '{ "data"', answer],
    ['graphql', 'mutation {\n  registerClaimant', { kind: 'graphql' }],
    ['json', '{ "data"', answer],
    ['graphql', 'query MyOfficeToday', { kind: 'graphql' }],
    ['json', '{ "data"', answer],
    ['graphql', 'mutation {\n  registerClaimant', { kind: 'graphql' }],
    ['json', '{ "data"', answer],
    ['graphql', 'query MyOffice', { kind: 'graphql', comes: 'soon' }],
    ['json', '{ "data"', answer],
    ['graphql', '{\n  offender(identifier: "X345679")', { kind: 'graphql', comes: 'soon' }],
    ['json', '{ "data"', answer],
    [
      'graphql',
      'query ReleasedWithNothing',
      { kind: 'graphql', variables: { from: '2026-06-01', to: '2026-06-30' }, gives: 'no errors' },
    ],
    [
      'json',
      '{\n  "releasedAt"',
      {
        kind: 'not run',
        because: 'its people are those of e2e/questions/released-with-nothing.ts, which asks the same',
      },
    ],
    ['graphql', 'mutation {\n  one: registerClaimant', { kind: 'graphql' }],
    ['json', '{ "data"', answer],
    ['graphql', 'query ClaimsToClose', { kind: 'graphql' }],
    ['json', '{ "data"', answer],
  ],
};
