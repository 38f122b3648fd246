import type pg from 'pg';

/**
 * Tells of connections that a pool loses while nobody uses them; unheard, that would end the process. A pool has ended before
 * its connections have: one that a server which stops next cuts off is nobody's loss, and not told.
 */
export function onIdleLoss(pool: pg.Pool, tell: (error: Error) => void): void {
  pool.on('error', (error) => {
    if (!pool.ending) tell(error);
  });
}
