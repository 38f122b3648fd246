import { type Defence, defences } from '../../packages/measures/test/support/attacker/defences.ts';
import { successOf } from '../../packages/measures/test/support/attacker/success.ts';
import { type AttackName, attacks } from '../../packages/measures/test/support/attacker/tell-one-person.ts';
import { workOutCells } from '../../packages/measures/test/support/attacker/work-out-cells.ts';
import type { BenchmarkPlace } from '../harness/benchmark.ts';
import type { Figure } from '../harness/figure.ts';

const all: Defence = 'all layers (moj)';

/** How far from the true number the attacker must take a told one to be. */
const errors: Partial<Record<Defence, number>> = {
  'too few left out, exact totals': 0,
  'nearest 5, each alone': 2,
  'nearest 5, ledger and audit': 2,
};

/**
 * Runs every attack against every defence.
 *
 * @param populations how many are drawn against all layers, and against each of the others, which only show that an attack works
 */
export async function attackerFigures(
  populations: { readonly all: number; readonly others: number },
  place: BenchmarkPlace,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  const add = (figure: Figure) => {
    figures.push(figure);
    place.tell(`${figure.figure}: ${figure.measured}`);
  };
  for (const attack of Object.keys(attacks) as AttackName[]) {
    for (const defence of ['cell key alone', all] as const) {
      const {
        right,
        informed,
        populations: of,
        byGuessing,
        better,
      } = await successOf(attack, defence, populations.all);
      add({
        figure: `${attack} ${defence}`,
        measured: `right ${percent(right / of)} of ${of}, told apart in ${percent(informed / of)}`,
        ...(defence === all
          ? {
              goal: `no better than ${percent(byGuessing)} + 1.96 s.e.`,
              verdict: better ? 'short' : 'reached',
            }
          : {}),
      });
    }
  }
  for (const defence of [all, ...(Object.keys(defences) as Defence[]).filter((one) => one !== all)]) {
    const tables = defence === all ? populations.all : populations.others;
    const sum = { cells: 0, exactly: 0, two: 0, tables: 0 };
    for (let at = 0; at < tables; at += 1) {
      const found = await workOutCells(`table ${at}`, defences[defence](), errors[defence] ?? 4);
      for (const name of ['cells', 'exactly', 'two', 'tables'] as const) sum[name] += found[name];
    }
    add({
      figure: `numbers 1–4 worked out by linear programs, ${defence}`,
      measured: `${sum.exactly} of ${sum.cells} exactly, in ${sum.tables} of ${tables} tables; ${sum.two} down to two`,
      ...(defence === all ? { goal: '0 exactly', verdict: sum.exactly === 0 ? 'reached' : 'short' } : {}),
    });
  }
  return figures;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
