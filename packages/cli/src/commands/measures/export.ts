import { exportEpisodes } from '@throughgate/measures';
import { episodeKinds, measuresFile, releaseTicks } from '@throughgate/outcomes';
import type { Settings } from '@throughgate/runtime/settings';
import { type Logger, OperatorError } from '@throughgate/service';
import { versionNumber } from '../../hub/hub-version.ts';
import { measuresDirectory } from '../../hub/measures-options.ts';
import type { Outcome } from '../../output/outcome.ts';
import { count } from '../../output/plain.ts';
import { formatTable } from '../../output/table.ts';
import { showProgress } from '../../progress.ts';
import { withOutcomes } from '../with-outcomes.ts';

/**
 * `hub measures export`: writes the episodes of a hub that does not run as Parquet, as they were known at the release at or before a moment. Raises
 * `OperatorError` where a hub works with the file, the directory is not empty, or there was no release by then.
 */
export async function exportMeasures(
  { to, asOf }: { readonly to: string; readonly asOf: Date | undefined },
  settings: Settings,
  logger: Logger,
): Promise<Outcome> {
  const progress = showProgress('Exporting', 'kinds');
  try {
    const { knownAt, kinds } = await exportEpisodes({
      path: measuresFile(measuresDirectory(settings)),
      kinds: episodeKinds,
      to,
      version: versionNumber(),
      memoryLimit: settings.measuresMemory,
      knownAt: () => releaseAt(asOf, settings, logger),
      onProgress: (done, total) => progress.update(done, total),
    });
    const table = formatTable(
      ['kind', 'episodes'],
      kinds.map(({ kind, rows }) => [kind, String(rows)]),
      '',
    );
    const total = kinds.reduce((sum, { rows }) => sum + rows, 0);
    return {
      text: `${table}\nExported to ${to}: ${count(total, 'episode')} as of ${knownAt.toISOString()}.\n`,
      data: { to, asOf: knownAt.toISOString(), episodes: total, kinds },
      note: 'hub: warning: rows are about single people and are not disclosure-controlled: keep them as you keep the databases.\n',
    };
  } finally {
    progress.finish();
  }
}

/** The release at or before a moment, or the latest. */
async function releaseAt(asOf: Date | undefined, settings: Settings, logger: Logger): Promise<Date> {
  const found = await withOutcomes(settings, logger, ({ pool }) => {
    const ticks = releaseTicks(pool);
    return asOf ? ticks.at(asOf) : ticks.latest();
  });
  if (found) return found;
  throw new OperatorError(
    asOf
      ? `There was no release of measures by ${asOf.toISOString()}.`
      : 'There was no release of measures yet: let the hub run until it has caught up.',
  );
}
