import { type HubAgency, hubAgencyNames } from '@throughgate/contracts';
import { createPool } from '@throughgate/database';
import { joinInfrastructure, untilStopped } from '@throughgate/runtime';
import type { Settings } from '@throughgate/runtime/settings';
import { retentionOf } from '@throughgate/runtime/settings';
import type { Logger } from '@throughgate/service';
import { type Pruned, prune as pruneDatabase } from '@throughgate/subgraph-kit';
import { Registry } from 'prom-client';
import type { Outcome } from '../../output/outcome.ts';
import { count } from '../../output/plain.ts';
import { formatTable } from '../../output/table.ts';
import { showProgress } from '../../progress.ts';

/**
 * `hub prune`: deletes from the agencies' databases what is older than it is kept, or counts it. Ctrl-C stops between two
 * batches. Does not succeed when it was stopped, or a database was being pruned by somebody else.
 */
export async function prune(
  { dryRun }: { readonly dryRun: boolean },
  settings: Settings,
  logger: Logger,
): Promise<Outcome> {
  const stopping = new AbortController();
  void untilStopped().then(() => stopping.abort());
  await using cleanup = new AsyncDisposableStack();
  const infrastructure = await joinInfrastructure(settings, logger);
  cleanup.defer(() => infrastructure.close());
  const failed = infrastructure.failed.then((error) => Promise.reject(error));
  const work = pruneAll((name) => infrastructure.databases[name]);
  return outcomeOf(await Promise.race([work, failed]), dryRun);

  async function pruneAll(urlOf: (name: HubAgency) => string): Promise<PrunedAgency[]> {
    const all: PrunedAgency[] = [];
    for (const service of hubAgencyNames) {
      if (stopping.signal.aborted) {
        all.push({ service, state: 'stopped', tables: [] });
        continue;
      }
      // A dry run goes through a whole table with one statement.
      const options = { name: 'hub', metrics: new Registry(), logger, max: 1, statementTimeout: 0 };
      const pool = createPool(urlOf(service), options);
      const progress = dryRun ? undefined : showProgress(`Pruning ${service}`, 'pages');
      try {
        const pruned = await pruneDatabase(pool, retentionOf(settings), {
          dryRun,
          signal: stopping.signal,
          ...(progress ? { onProgress: (done, total) => progress.update(done, total) } : {}),
        });
        all.push({ service, ...pruned });
      } finally {
        progress?.finish();
        await pool.end();
      }
    }
    return all;
  }
}

/** What came of one agency's database. */
interface PrunedAgency extends Pruned {
  readonly service: HubAgency;
}

function outcomeOf(agencies: readonly PrunedAgency[], dryRun: boolean): Outcome {
  const tables = agencies.flatMap(({ service, tables }) => tables.map((one) => ({ service, ...one })));
  const total = tables.reduce((sum, { rows }) => sum + rows, 0);
  const busy = agencies.filter(({ state }) => state === 'busy').map(({ service }) => service);
  const stopped = agencies.some(({ state }) => state === 'stopped');
  const table = formatTable(
    ['service', 'table', 'kept', dryRun ? 'to delete' : 'deleted'],
    tables.map(({ service, table, days, rows }) => [
      ...[service, table, days === 0 ? 'for ever' : count(days, 'day'), String(rows)],
    ]),
    'Nothing was looked at.',
  );
  const problems = [
    ...(stopped ? ['Stopped: what was deleted until then stays deleted.'] : []),
    ...(busy.length > 0
      ? [`Another pruning is at work: ${busy.join(', ')}. Try again when it is done.`]
      : []),
  ];
  const success = problems.length === 0;
  return {
    success,
    text: `${table}\n${dryRun ? 'To delete' : 'Deleted'}: ${count(total, 'row')}.\n`,
    data: { dryRun, rows: total, agencies },
    ...(success
      ? {}
      : {
          error: { message: problems.join(' '), code: null },
          note: problems.map((problem) => `hub: ${problem}\n`).join(''),
        }),
  };
}
