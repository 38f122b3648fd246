import { cruise, format, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { folderCircles } from './dependencies/folder-circles.ts';

// `node scripts/check-dependencies.ts` holds all source to .dependency-cruiser.cjs, and the entries of every folder of a package's
// source to one direction, which dependency-cruiser has no rule for: with `scope: 'folder'` it takes a folder without what is
// below it, so that an index beside its folders is a circle. Ends with 1 when something is wrong.
process.chdir(new URL('..', import.meta.url).pathname);

const options = await extractDepcruiseOptions('./.dependency-cruiser.cjs');
const { output } = await cruise(['gateway', 'subgraphs', 'packages'], options, undefined, {
  tsConfig: extractTSConfig('tsconfig.json'),
});
const cruised = output as ICruiseResult;
const { output: report, exitCode } = await format(cruised, { outputType: 'err' });
process.stdout.write(String(report));

const inPackage = /^(gateway|(?:packages|subgraphs)\/[^/]+)\/src\//;
const circles = folderCircles(
  cruised.modules
    // What is generated names the types of those that use it.
    .filter(({ source }) => inPackage.test(source) && !source.includes('/generated/'))
    .map(({ source, dependencies }) => ({
      path: source,
      imports: dependencies
        .map(({ resolved }) => resolved)
        .filter((target) => inPackage.exec(target)?.[0] === inPackage.exec(source)?.[0]),
    })),
);
for (const { folder, arrows } of circles) {
  process.stdout.write(`\n  error folder-circle: what is in ${folder} depends on each other in a circle:\n`);
  for (const arrow of arrows) process.stdout.write(`    ${arrow}\n`);
}
process.exitCode = exitCode > 0 || circles.length > 0 ? 1 : 0;
