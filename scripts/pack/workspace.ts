import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A package.json, as far as packing is concerned. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports?: string | Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** A package of this workspace. */
export interface WorkspacePackage {
  /** Its folder from the root, with `/`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** All packages of the workspace whose root is the working directory, by name. */
export function workspacePackages(): Map<string, WorkspacePackage> {
  const folders = ['packages', 'subgraphs'].flatMap((parent) =>
    readdirSync(parent).map((child) => `${parent}/${child}`),
  );
  const packages = ['gateway', ...folders]
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readManifest(folder) }));
  return new Map(packages.map((one) => [one.manifest.name, one]));
}

/** A package with all of the workspace that it needs, itself first. */
export function closure(folder: string): WorkspacePackage[] {
  const all = workspacePackages();
  const found = new Set([...all.values()].filter((one) => one.folder === folder));
  // What is added while a set is gone through has its turn too.
  for (const { manifest } of found) {
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      const needed = all.get(name);
      if (needed) found.add(needed);
    }
  }
  return [...found];
}

/** The npm packages that packages of the workspace import, with the versions of the catalog. */
export function outsideDependencies(packages: readonly WorkspacePackage[]): Record<string, string> {
  const { catalog } = parse(readFileSync('pnpm-workspace.yaml', 'utf8')) as {
    catalog: Record<string, string>;
  };
  const wanted = packages.flatMap(({ manifest }) => Object.entries(manifest.dependencies ?? {}));
  const versions = wanted
    .filter(([, version]) => !version.startsWith('workspace:'))
    .map(([name, version]) => [name, version === 'catalog:' ? catalog[name] : version] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const unknown = versions.find(([, version]) => version === undefined);
  if (unknown) throw new Error(`${unknown[0]} is not in the catalog of pnpm-workspace.yaml`);
  return Object.fromEntries(versions) as Record<string, string>;
}

/** Version of an npm package that the root of the workspace has installed. */
export function installedVersion(module: string): string {
  return readManifest(join('node_modules', module)).version;
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
