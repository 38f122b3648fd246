import { describe, expect, it } from 'vitest';
import { type Defence, defences } from './support/attacker/defences.ts';
import { successOf } from './support/attacker/success.ts';
import { type AttackName, attacks } from './support/attacker/tell-one-person.ts';
import { type WorkedOut, workOutCells } from './support/attacker/work-out-cells.ts';

// The attacker, on populations drawn from fixed seeds. `pnpm bench disclosure` runs the same on 1,000 of them. Each attack has to work
// where a layer is off: one that never works would show nothing.

const all = 'all layers (moj)';
const populations = 40;

describe('linear programs over a table of 5 by 6 with its margins', () => {
  it('find out numbers from 1 to 4 where these are just left out', async () => {
    const { cells, exactly, tables } = await workedOut('too few left out, exact totals', 0, 4);
    expect(exactly).toBeGreaterThan(cells / 20);
    expect(tables).toBeGreaterThan(1);
  });

  it('find out none with all layers', async () => {
    const { cells, exactly } = await workedOut(all, 4, 8);
    expect(cells).toBeGreaterThan(150);
    expect(exactly).toBe(0);
  });
});

describe.each(Object.keys(attacks) as AttackName[])('%s', (attack) => {
  it('works without the ledger', async () => {
    expect(await successOf(attack, 'cell key alone', populations)).toMatchObject({ better: true });
  });

  it('is guessing with all layers: nothing that is told speaks for an answer', async () => {
    expect(await successOf(attack, all, 20)).toMatchObject({ informed: 0, better: false });
  });
});

async function workedOut(defence: Defence, error: number, tables: number): Promise<WorkedOut> {
  const sum: WorkedOut = { cells: 0, exactly: 0, two: 0, tables: 0 };
  for (let at = 0; at < tables; at += 1) {
    const found = await workOutCells(`table ${at}`, defences[defence](), error);
    for (const name of ['cells', 'exactly', 'two', 'tables'] as const) sum[name] += found[name];
  }
  return sum;
}
