import { createLogger } from '@throughgate/service';

/** A logger for what must not disturb the test's output. */
export const silent = createLogger('silent');
