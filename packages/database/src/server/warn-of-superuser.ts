import type { Logger } from '@throughgate/service';
import { identityQuery } from '../connection/require-identity.ts';
import { withClient } from '../connection/with-client.ts';

/**
 * Logs a warning when a service is to connect as a superuser: it would work, and could read and change the databases of
 * all others. A server that does not answer is left to those who need it.
 */
export async function warnOfSuperuser(url: string, service: string, logger: Logger): Promise<void> {
  try {
    const { rows } = await withClient(url, (client) =>
      client.query<{ role: string; superuser: boolean }>(identityQuery),
    );
    if (!rows[0]?.superuser) return;
    logger.warn(
      { service, role: rows[0].role },
      'the service connects to its database as a superuser, who may read and change those of all others: ' +
        'give it a role that owns its own database only',
    );
  } catch (error) {
    logger.debug({ service, err: error }, 'the role of the database connection could not be looked at');
  }
}
