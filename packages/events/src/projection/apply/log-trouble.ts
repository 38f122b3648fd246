import type { Logger } from 'pino';
import type { Applied } from './apply-batch.ts';
import { deadLetterReason } from './dead-letter-reason.ts';

/** Logs dead letters and version gaps of a batch: where they are and why, never what a record says of a person. */
export function logTrouble(logger: Logger, { failed, gaps }: Applied): void {
  for (const { record, error } of failed) {
    const { topic, partition, offset } = record;
    const { code } = deadLetterReason(error);
    logger.warn(
      { topic, partition, offset: String(offset), code },
      'event not applied; it is a dead letter now',
    );
  }
  const [first] = gaps;
  if (first) {
    logger.warn(
      { gaps: gaps.length, agency: first.agency, from: first.from, to: first.to },
      "versions of a person's file are missing",
    );
  }
}
