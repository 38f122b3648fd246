import { setTimeout } from 'node:timers/promises';
import { checkComposition } from '@throughgate/checks';
import { taskNames } from '@throughgate/registry-client';
import type { CheckedChange, CheckTask } from '../../src/worker/check-change.ts';

/**
 * In place of all checks: composition alone, so that these tests need no schema that pleases every lint rule. A schema may ask
 * for trouble: `# slowly` takes a second, `# wait` never ends, `# eat` takes memory without end, `# fail` throws.
 */
export default async function composeOnly({ input }: CheckTask): Promise<CheckedChange> {
  const text = input.proposed.map(({ schema }) => schema.text).join('\n');
  if (text.includes('# fail')) throw new Error('the checks are broken');
  if (text.includes('# slowly')) await setTimeout(1_000);
  if (text.includes('# wait')) for (;;);
  const eaten: number[][] = [];
  while (text.includes('# eat'))
    eaten.push(Array.from({ length: 100_000 }, (_, index) => index + eaten.length / 2));
  const composition = input.composition ?? checkComposition(input);
  const { supergraphSdl, findings } = composition;
  const task = { status: 'PASSED', errors: 0, warnings: 0 } as const;
  const changed = input.proposed.filter(({ name }) => input.changed.includes(name));
  return {
    output: {
      supergraphSdl,
      findings,
      changes: [],
      tasks: {
        ...(Object.fromEntries(taskNames.map((name) => [name, task])) as CheckedChange['output']['tasks']),
        composition: { ...task, note: input.composition ? 'composed before' : 'composed' },
      },
      checkedOperations: input.operations.length,
    },
    composition,
    contracts: Object.fromEntries(
      changed.map(({ name, events }) => [
        name,
        events?.files.map(({ path }) => ({ type: path, schema: {} })) ?? [],
      ]),
    ),
  };
}
