import type { Command } from '@commander-js/extra-typings';
import { isPlainDate } from '@throughgate/domain/plain-date';
import { InvalidArgumentError } from 'commander';
import { printOutcomeOfGraph, takingGraph } from '../../graph/taking-graph.ts';
import { listOf, moment, positiveNumber } from '../../program/arguments.ts';
import { printOutcomeWithSettings } from '../../program/command-actions.ts';
import { infrastructure, takingFormat, takingSettings } from '../../program/command-options.ts';
import { cohortHelp, collectCohort } from './cohort-option.ts';

/** `hub measures`: what commissioners ask. */
export function addMeasuresCommands(measures: Command): void {
  takingGraph(measures.command('list'), ['table', 'json'])
    .description('list the measures that there are')
    .option('--all-versions', 'every version, and not only those valid today', false)
    .action(
      printOutcomeOfGraph(async (place, options) => (await import('./list.ts')).listMeasures(place, options)),
    );

  takingGraph(measures.command('show'), ['table', 'json'])
    .description('show how a measure is counted, with the SQL that counts it')
    .argument('<id>', 'the measure, as `hub measures list` shows it')
    .option('--version <number>', 'this version; without it, the latest', positiveNumber)
    .action(
      printOutcomeOfGraph(async (place, id, options) =>
        (await import('./show.ts')).showMeasure(place, id, options),
      ),
    );

  takingGraph(measures.command('run'), ['table', 'csv', 'json'])
    .description('ask a measure')
    .argument('<id>', 'the measure, as `hub measures list` shows it')
    .requiredOption('--from <day>', 'first day of the period', plainDay)
    .requiredOption('--to <day>', 'last day of the period', plainDay)
    .option('--by <dimensions>', 'what to count by: up to 3, with commas between them', listOf(dimension), [])
    .option('--cohort <conditions>', cohortHelp, collectCohort)
    .option('--version <number>', 'version of the definition', positiveNumber)
    .option('--as-of <moment>', 'as it was known then; without it, at the latest release', moment)
    .addHelpText(
      'after',
      `
Examples:
  hub measures run days-to-first-money --from 2025-10-01 --to 2025-12-31 --by PRISON
  hub measures run assessed-in-time --from 2026-01-01 --to 2026-03-31 --cohort contract=DN535743 --cohort sex=F --format csv
  hub measures run released-unseen --from 2025-10-01 --to 2025-12-31 --cohort short-stays@2 --format json > figures.json`,
    )
    .action(
      printOutcomeOfGraph(async (place, id, options) => {
        const { from, to, by, cohort, version, asOf } = options;
        const { runMeasure } = await import('./run.ts');
        return runMeasure(place, { id, from, to, by, cohort, version, asOf: asOf?.toISOString() });
      }),
    );

  takingGraph(measures.command('verify'), ['table', 'json'])
    .description('check that every definition compiles, and that published figures are still the same')
    .argument('[files...]', 'figures as `hub measures run --format json` printed them')
    .addHelpText(
      'after',
      `
Examples:
  hub measures verify
  hub measures verify figures.json`,
    )
    .action(
      printOutcomeOfGraph(async (place, files, _options) =>
        (await import('./verify.ts')).verifyMeasures(place, files),
      ),
    );

  takingFormat(
    takingSettings(measures.command('export'), [
      'data',
      'measuresDirectory',
      'measuresMemory',
      ...infrastructure,
    ]),
  )
    .description(
      'write the episodes that measures count as Parquet, while the hub does not run: rows about single people, not disclosure-controlled',
    )
    .requiredOption('--to <directory>', 'where to: a directory that is missing or empty')
    .option('--as-of <moment>', 'as it was known at the release then; without it, at the latest', moment)
    .action(
      printOutcomeWithSettings(async (settings, { to, asOf }) => {
        const { createLogger } = await import('@throughgate/service');
        const { exportMeasures } = await import('./export.ts');
        return exportMeasures({ to, asOf }, settings, createLogger(settings.logLevel));
      }),
    );
}

/** Accepts a day. */
function plainDay(value: string): string {
  if (isPlainDate(value)) return value;
  throw new InvalidArgumentError('It must be a day that exists, as 2026-10-01.');
}

/** Accepts the name of a dimension; which there are the graph knows. */
function dimension(value: string): string {
  const name = value.toUpperCase().replaceAll('-', '_');
  if (/^[A-Z][A-Z0-9_]*$/.test(name)) return name;
  throw new InvalidArgumentError('It must be a dimension, as PRISON or sentence-band.');
}
