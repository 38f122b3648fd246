import type { Logger } from '@throughgate/service';

/** Forgets what is old, as `forget` does, now and once a day; returns what ends that, which waits for the deletion at hand. */
export function keepTidy(logger: Logger, forget: () => Promise<void>): () => Promise<void> {
  const tidy = async () => {
    try {
      await forget();
    } catch (err) {
      logger.warn({ err }, 'what is old could not be deleted; tried again tomorrow');
    }
  };
  let atHand = tidy();
  const timer = setInterval(() => {
    atHand = tidy();
  }, 86_400_000);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await atHand;
  };
}
