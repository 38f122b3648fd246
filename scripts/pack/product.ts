/** What can be had without a checkout: one tarball, with every package of this workspace that it needs inside. */
export interface Product {
  /** Folder of the package by whose name it is called. */
  readonly folder: string;
  readonly description: string;
  /** Whether others compile against it. */
  readonly types: boolean;
  /** Commands by name, each a file of the package's `src`. @default none */
  readonly bin?: Readonly<Record<string, string>>;
  /** Versions of npm packages that come with it beside what its packages import. @default none */
  readonly tools?: readonly string[];
}

/** What an agency writes its subgraph with. */
export const kit: Product = {
  folder: 'packages/subgraph-kit',
  description: 'What a subgraph of Throughgate starts with: files, commands, events, loaders, errors.',
  types: true,
};

/** The command `hub`. Node comes with it, since the host's may be older than it needs. */
export const cli: Product = {
  folder: 'packages/cli',
  description: 'The hub command: makes, checks, publishes and verifies subgraphs, and runs a hub.',
  types: false,
  bin: { hub: 'main' },
  tools: ['node'],
};
