const { readdirSync } = require('node:fs');
const { join } = require('node:path');

// Dependencies point one way (docs/architecture.md). What each package may import is listed here, and nothing else is.
const allowed = {
  'packages/domain': [],
  'packages/contracts': [],
  'packages/service': [],
  'packages/authorization': [],
  'packages/relay-node': ['packages/authorization'],
  'packages/identity': ['packages/service'],
  'packages/database': ['packages/service'],
  'packages/events': ['packages/service', 'packages/database'],
  'packages/measures': ['packages/domain', 'packages/service', 'packages/database'],
  'packages/population': ['packages/domain', 'packages/contracts'],
  'packages/runtime': ['packages/contracts', 'packages/service', 'packages/database', 'packages/events'],
  'packages/subgraph-kit': [
    'packages/domain',
    'packages/contracts',
    'packages/service',
    'packages/authorization',
    'packages/identity',
    'packages/database',
    'packages/events',
    'packages/runtime',
  ],
  'packages/pages': ['packages/domain', 'packages/contracts', 'packages/service', 'packages/identity'],
  'packages/issuer': ['packages/service', 'packages/identity'],
  'packages/registry-client': [],
  'packages/checks': [
    'packages/contracts',
    'packages/service',
    'packages/authorization',
    'packages/identity',
    'packages/events',
    'packages/registry-client',
    'packages/relay-node',
  ],
  'packages/registry': [
    'packages/contracts',
    'packages/service',
    'packages/identity',
    'packages/database',
    'packages/events',
    'packages/checks',
    'packages/registry-client',
  ],
  'packages/conformance': [
    'packages/contracts',
    'packages/service',
    'packages/events',
    'packages/checks',
    'packages/registry-client',
  ],
  gateway: [
    'packages/contracts',
    'packages/service',
    'packages/authorization',
    'packages/identity',
    'packages/events',
    'packages/registry-client',
    'packages/relay-node',
  ],
  'packages/testkit': [
    'packages/service',
    'packages/identity',
    'packages/issuer',
    'packages/database',
    'packages/events',
    'packages/subgraph-kit',
  ],
};
for (const name of readdirSync(join(__dirname, 'subgraphs'))) {
  allowed[`subgraphs/${name}`] = ['packages/domain', 'packages/subgraph-kit'];
}
// It has no files, and projections instead.
allowed['subgraphs/outcomes'].push(
  ...[
    'packages/contracts',
    'packages/service',
    'packages/identity',
    'packages/database',
    'packages/events',
    'packages/measures',
  ],
);

const workspace = '^(packages|subgraphs)/[^/]+/src|^gateway/src';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(allowed).map(([from, to]) => ({
      name: `only-downwards-from-${from.replace('/', '-')}`,
      comment: `${from} may import ${to.join(', ') || 'no other package'}.`,
      severity: 'error',
      from: { path: `^${from}/src` },
      to: { path: workspace, pathNot: [from, ...to].map((folder) => `^${folder}/src`) },
    })),
    {
      name: 'only-the-composition-root-starts-subgraphs',
      comment: 'Nothing imports a subgraph but packages/cli, which starts it, and the subgraph itself.',
      severity: 'error',
      from: { path: '^(packages|gateway|subgraphs)/', pathNot: '^packages/cli/|^subgraphs/([^/]+)/' },
      to: { path: '^subgraphs/' },
    },
    {
      name: 'subgraphs-meet-in-the-graph',
      comment: 'Subgraphs never import each other: they meet in the graph and on the event log.',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/' },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'no-cycles',
      comment:
        'No file reaches itself, not even by types; what is generated names the types of those that use it.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { pathNot: '/generated/' } },
    },
    {
      name: 'the-gateway-reaches-no-tool-of-the-registry',
      comment: 'What serves requests loads nothing that lints, stores versions or runs checks.',
      severity: 'error',
      from: { path: '^gateway/src' },
      to: {
        path: '(^|/)node_modules/(eslint|@graphql-eslint|prisma|@prisma)(/|$)|^packages/registry/src/',
        reachable: true,
      },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: { pathNot: 'generated' },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-tests-from-source',
      severity: 'error',
      from: { path: '/src/', pathNot: '^packages/testkit/' },
      to: { path: '/test/|^packages/testkit/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'generated/prisma' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
