import type { Command } from '@commander-js/extra-typings';
import { printOutcomeOfGraph, takingGraph } from '../../graph/taking-graph.ts';
import { words } from '../../program/arguments.ts';
import { cohortHelp, collectCohort } from '../measures/cohort-option.ts';

/** `hub cohorts`: whom commissioners ask about. */
export function addCohortsCommands(cohorts: Command): void {
  takingGraph(cohorts.command('list'), ['table', 'json'])
    .description('list saved cohorts, each in its latest version')
    .action(printOutcomeOfGraph(async (place) => (await import('./list.ts')).listCohorts(place)));

  takingGraph(cohorts.command('show'), ['table', 'json'])
    .description('show whom a saved cohort counts')
    .argument('<name>', 'its name, or with a version, name@2')
    .action(
      printOutcomeOfGraph(async (place, name, _options) =>
        (await import('./show.ts')).showCohort(place, name),
      ),
    );

  takingGraph(cohorts.command('save'), ['table', 'json'])
    .description('save a cohort under a name; another content makes the next version')
    .argument('<name>', 'lower-case letters, digits and hyphens')
    .requiredOption('--title <text>', 'what it is, in words', words)
    .requiredOption('--cohort <conditions>', cohortHelp, collectCohort)
    .addHelpText(
      'after',
      `
Example:
  hub cohorts save short-stays --title 'Released from short sentences' --cohort sentence-under-months=12 --cohort sex=F`,
    )
    .action(
      printOutcomeOfGraph(async (place, name, { title, cohort }) =>
        (await import('./save.ts')).saveCohort(place, { name, title, cohort }),
      ),
    );
}
