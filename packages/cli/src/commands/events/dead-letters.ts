import {
  type DeadLetter,
  type DeadLetters,
  type DismissedLetters,
  deadLetters,
  type Replay,
} from '@throughgate/events';
import { contractsProjection, journeyProjection } from '@throughgate/outcomes';
import type { Settings } from '@throughgate/runtime/settings';
import { type Logger, OperatorError } from '@throughgate/service';
import { printTable } from '../../output/table.ts';
import { withOutcomes } from '../with-outcomes.ts';

/** `hub events dead-letters list`. */
export async function listDeadLetters(
  page: { after?: string; limit: number; all: boolean },
  settings: Settings,
  logger: Logger,
): Promise<void> {
  const letters = await withDeadLetters(settings, logger, (open) => open.list(page));
  printTable(
    ['id', 'position', 'first seen', 'replayed', 'dismissed', 'reason'],
    letters.map((letter) => [
      letter.id,
      positionOf(letter),
      letter.firstSeen.toISOString(),
      letter.replayedAt?.toISOString() ?? '',
      letter.dismissed?.at.toISOString() ?? '',
      `${letter.code}: ${letter.reason}`,
    ]),
    'No dead letters.',
  );
}

/** `hub events dead-letters show <id>`: the whole record, which may be about a person. */
export async function showDeadLetter(id: string, settings: Settings, logger: Logger): Promise<void> {
  const letter = await withDeadLetters(settings, logger, (open) => open.show(id));
  if (!letter)
    throw new OperatorError(`There is no dead letter ${id}. \`hub events dead-letters list\` lists them.`);
  const { record, firstSeen, replayedAt, dismissed, ...rest } = letter;
  const shown = {
    ...rest,
    offset: String(letter.offset),
    firstSeen: firstSeen.toISOString(),
    replayedAt: replayedAt?.toISOString() ?? null,
    dismissed: dismissed ? { ...dismissed, at: dismissed.at.toISOString() } : null,
    key: record.key,
    headers: record.headers,
    value: record.value?.toString('utf8') ?? null,
  };
  process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
}

/**
 * `hub events dead-letters replay <id|--all>`: applies records again through the path that every event takes.
 * Returns whether all could be applied.
 */
export async function replayDeadLetters(
  id: string | undefined,
  settings: Settings,
  logger: Logger,
): Promise<boolean> {
  const replays = await withDeadLetters<readonly Replay[]>(settings, logger, async (open) =>
    id === undefined ? open.replayAll() : [await open.replay(id)],
  );
  printTable(
    ['id', 'outcome', 'reason'],
    replays.map((replay) => [replay.id, replay.outcome, replay.reason ?? '']),
    'Nothing to replay.',
  );
  return replays.every(({ outcome }) => outcome !== 'failed');
}

/**
 * `hub events dead-letters dismiss`: notes that records need not be applied. They are listed no more, and can still be
 * shown and replayed.
 */
export async function dismissDeadLetters(
  which: DismissedLetters,
  why: { readonly by: string; readonly reason: string },
  settings: Settings,
  logger: Logger,
): Promise<void> {
  const dismissed = await withDeadLetters(settings, logger, (open) => open.dismiss(which, why));
  printTable(
    ['id', 'outcome'],
    dismissed.map(({ id, outcome }) => [id, outcome]),
    'Nothing to dismiss.',
  );
}

function withDeadLetters<Result>(
  settings: Settings,
  logger: Logger,
  work: (open: DeadLetters) => Promise<Result>,
): Promise<Result> {
  return withOutcomes(settings, logger, ({ pool }) =>
    work(deadLetters({ pool, projections: [contractsProjection(), journeyProjection()], logger })),
  );
}

function positionOf({ topic, partition, offset }: DeadLetter): string {
  return `${topic}/${partition}/${offset}`;
}
