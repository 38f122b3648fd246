import { type PrisonFunction, prisonFunctions, prisons } from '@throughgate/domain';
import { listedDimension } from './listed-dimension.ts';

const labels: Readonly<Record<PrisonFunction, string>> = {
  LOCAL: 'Local',
  HIGH_SECURITY: 'High security',
  CLOSED_TRAINING: 'Closed training',
  OPEN: 'Open',
  SEMI_OPEN: 'Semi-open',
  YOUNG_OFFENDERS: 'Young offenders',
  RESETTLEMENT: 'Resettlement',
  FEMALE_CLOSED: 'Female closed',
  FEMALE_OPEN: 'Female open',
};

const text = (value: string) => `'${value}'`;

/**
 * What the prison is for, as known on the day by which an episode is counted. Most prisons' is not known: see `prisonFunction` of
 * `packages/domain`, of which this is the SQL (DWP research report 784, case-study prisons; the prison register).
 */
export const prisonFunction = listedDimension({
  id: 'PRISON_FUNCTION',
  title: 'Function of the prison',
  describes:
    'What the prison is for, where that is known: the case-study prisons of DWP research report 784, and those of the high security estate.',
  column: 'prison_id',
  sql: (day) => {
    const dated = Map.groupBy(prisonFunctions(), (known) => `${known.from} ${known.function}`);
    const cases = [...dated.values()].map((group) => {
      const [{ from, function: told } = { from: '', function: '' }] = group;
      const ids = group.map(({ prisonId }) => text(prisonId)).join(', ');
      return `WHEN e.prison_id IN (${ids}) AND ${day} >= DATE ${text(from)} THEN ${text(told)}`;
    });
    const secure = prisons().filter(({ longTermHighSecurity }) => longTermHighSecurity);
    const ids = secure.map(({ id }) => text(id)).join(', ');
    // The register may name none.
    const others = ids === '' ? '' : `WHEN e.prison_id IN (${ids}) THEN 'HIGH_SECURITY'`;
    return `CASE ${cases.join(' ')} ${others} END`;
  },
  list: () => Object.entries(labels),
});
