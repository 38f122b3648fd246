import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { OperatorError } from '@throughgate/service';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { afterAll, describe, expect, it } from 'vitest';
import { exportEpisodes, type MeasureStore, openMeasureStore } from '../src/index.ts';
import { startChild } from './support/start-child.ts';
import {
  changeCount,
  changeNumber,
  changingKinds,
  isFoldedAfter,
  learntAt,
} from './support/store-changes.ts';

const directory = mkdtempSync(join(tmpdir(), 'measures-crash-'));
afterAll(() => rmSync(directory, { recursive: true }));

const secret = 'a secret of the tests';
const open = (path: string) => openMeasureStore({ path, secret, kinds: changingKinds });

/** What it was at when it is killed, and within how many milliseconds of its begin. */
const kills = [
  { at: 'apply 2', within: 40 },
  { at: 'fold 6', within: 40 },
  { at: 'apply 10', within: 40 },
  { at: 'open', within: 120 },
  { at: 'fold 12', within: 40 },
  { at: 'apply 16', within: 40 },
  { at: 'fold 18', within: 40 },
  { at: 'fold 24', within: 40 },
];

/** Rows that the store told at a moment, and how many it keeps of all times. */
async function told(store: MeasureStore) {
  const known: Record<string, unknown> = {};
  for (const number of [2, 3, 6, 10, 13, 16, 18, changeCount]) {
    for (const { name } of changingKinds) {
      known[`${name} after ${number}`] = await store.query(
        `SELECT * FROM (${store.episodes(name)}) ORDER BY id`,
        { known_at: learntAt(number) },
      );
    }
  }
  await store.fold();
  const rows = [...store.statistics()].map(([name, { baseRows, deltaRows }]) => [name, baseRows, deltaRows]);
  return { known, rows, since: changingKinds.map(({ name }) => store.since(name)) };
}

describe('a store whose process is killed', () => {
  it('goes on where it was, with no change lost and none stored in part or twice', async () => {
    const path = join(directory, 'killed', 'measures.duckdb');
    const random = xoroshiro128plus(7);
    const settings = { path, secret, upTo: changeCount };
    /** The last change that must be in the file, and the last that may be. */
    let least = 0;
    let most = 0;
    const checkBegin = (lines: readonly string[]) => {
      const from = lines.find((line) => line.startsWith('from '));
      if (from === undefined) return;
      const position = Number(from.slice('from '.length));
      expect(position).toBeGreaterThanOrEqual(least);
      expect(position).toBeLessThanOrEqual(most);
    };
    for (const { at, within } of kills) {
      await using child = startChild('apply-changes.ts', settings);
      await child.says(at);
      await pause((random.next() >>> 0) % within);
      await child.kill();
      checkBegin(child.lines);
      const applied = child.lines.filter((line) => line.startsWith('apply ')).at(-1);
      if (applied === undefined) continue;
      most = Number(applied.slice('apply '.length));
      // What it said after that change shows that it was stored.
      least = child.lines.at(-1) === applied ? most - 1 : most;
    }
    await using last = startChild('apply-changes.ts', settings);
    await last.says('done');
    checkBegin(last.lines);
    await last.kill();

    const disturbed = await open(path);
    expect(disturbed.position).toBe(String(changeCount));
    // No file was given up on the way: changes from the first on would have made up for it.
    expect(existsSync(`${path}.old`)).toBe(false);
    const undisturbed = await open(':memory:');
    for (let number = 1; number <= changeCount; number++) {
      await undisturbed.apply(changeNumber(number));
      if (isFoldedAfter(number)) await undisturbed.fold();
    }
    expect(await told(disturbed)).toEqual(await told(undisturbed));
    await disturbed.stop();
    await undisturbed.stop();
  }, 120_000);

  it('is opened by one process at a time, and says which has it', async () => {
    const path = join(directory, 'held', 'measures.duckdb');
    await using holder = startChild('apply-changes.ts', { path, secret, upTo: 3 });
    await holder.says('done');
    const refused = await open(path).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OperatorError);
    expect((refused as OperatorError).message).toBe(
      `The measures' file ${path} is in use by process ${holder.pid}: one hub at a time works with it. Stop that one, or give this one a directory of its own with HUB_MEASURES_DIRECTORY.`,
    );
    const exporting = () =>
      exportEpisodes({
        path,
        kinds: changingKinds,
        to: join(directory, 'exported'),
        version: '1',
        knownAt: async () => learntAt(3),
      });
    await expect(exporting()).rejects.toThrow(`is in use by process ${holder.pid}: stop the hub first`);
    await holder.kill();
    // With all that it had not yet written into the file itself.
    const exported = await exporting();
    const store = await open(path);
    expect(store.position).toBe('3');
    const [known] = await store.query<{ rows: number }>(
      `SELECT count(*)::INT AS rows FROM (${store.episodes('stay')})`,
      {
        known_at: learntAt(3),
      },
    );
    expect(exported.kinds[0]).toEqual({ kind: 'stay', ...known });
    await store.stop();
  }, 60_000);
});
