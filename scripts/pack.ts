import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cli, kit, type Product } from './pack/product.ts';
import { stage } from './pack/stage.ts';
import { installedVersion } from './pack/workspace.ts';

// `pnpm tarballs [--out DIR]` makes what can be installed without a checkout: the kit, and the command `hub`, which has
// the kit's tarball inside, for the subgraphs that `hub subgraph init` writes.
const { out } = parseArgs({ options: { out: { type: 'string', default: 'tarballs' } } }).values;
const target = resolve(out);
process.chdir(new URL('..', import.meta.url).pathname);
mkdirSync(target, { recursive: true });

const kitTarball = pack(kit);
pack(cli, (folder) => {
  mkdirSync(join(folder, 'kit'));
  cpSync(join(target, kitTarball), join(folder, 'kit', kitTarball));
  // Versions for the package.json of a new subgraph: an installed command has no workspace to ask.
  const versions = ['@types/node', 'node', 'typescript'].map((name) => [name, installedVersion(name)]);
  writeFileSync(join(folder, 'kit', 'versions.json'), JSON.stringify(Object.fromEntries(versions)));
});

/** Packs a product and returns the name of its tarball. */
function pack(product: Product, complete: (folder: string) => void = () => undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'throughgate-pack-'));
  const before = new Set(readdirSync(target));
  try {
    stage(product, folder);
    complete(folder);
    const packing = mkdtempSync(join(tmpdir(), 'throughgate-packed-'));
    execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', packing], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [tarball] = readdirSync(packing);
    if (tarball === undefined) throw new Error(`nothing was packed of ${product.folder}`);
    cpSync(join(packing, tarball), join(target, tarball));
    rmSync(packing, { recursive: true });
    process.stdout.write(`${before.has(tarball) ? 'replaced' : 'wrote'} ${join(out, tarball)}\n`);
    return tarball;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
