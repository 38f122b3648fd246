import { join } from 'node:path';
import { createTokenVerifier } from '@throughgate/identity';
import { exitSoon, openAgencyInfrastructure, untilStopped } from '@throughgate/runtime';
import {
  describeUnknownVariable,
  readAgencySettings,
  unknownAgencyVariables,
} from '@throughgate/runtime/settings';
import { createLogger, type Logger, OperatorError } from '@throughgate/service';
import { openAgencyLoader } from './agency-loader.ts';
import { type AgencySubgraph, startAgency } from './agency-subgraph.ts';
import type { LoadStep } from './files/load-files.ts';

/** What an agency's subgraph runs with, beside what the environment says. */
export interface RunAgencyOptions {
  /** Port where HUB_PORT names none. */
  readonly port: number;
  /** Changes that are recorded before it is ready; files that exist are left as they are. @default none */
  readonly examples?: readonly LoadStep[];
  /** @default this process's */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Runs one agency's subgraph as a process of its own until it is asked to stop, with the settings of `hub start`:
 * HUB_PORT, HUB_HOST, DATABASE_URL (its own database), KAFKA_BROKERS with its KAFKA_… or HUB_EVENTS_DATABASE_URL (the
 * event log), HUB_SUBGRAPH_KEY (and _PREVIOUS, while keys are rotated), LOG_LEVEL, HUB_ISSUER (with HUB_AUDIENCE and HUB_ROLES_CLAIM: whose tokens
 * say who asks; without it on loopback only, where the SDL requires something of callers), HUB_PRUNE, HUB_KEEP_OUTBOX and
 * HUB_KEEP_IDEMPOTENCY_KEYS. PORT goes before HUB_PORT, which a hub that starts this one has for itself.
 *
 * With HUB_DATA, the data directory of a hub that runs on this machine, event log and issuer are that hub's, and the key follows from
 * its service key. What is not set lies in the folder `.data` of the subgraph: an embedded PostgreSQL, a log that nobody else
 * reads, a service key. A variable that is most like one of these and is none is told on standard error. Ends the start with the line
 * `ready <url>` on standard output. What a person can mend is told on standard error, and the process ends with 1.
 */
export async function runAgency(subgraph: AgencySubgraph, options: RunAgencyOptions): Promise<void> {
  const { port, examples = [], environment } = options;
  const { agency, directory } = subgraph;
  const tell = (message: string) => process.stderr.write(`${agency.name}: ${message}\n`);
  const stopped = untilStopped();
  for (const variable of unknownAgencyVariables(environment)) {
    tell(`warning: ${describeUnknownVariable(variable)}`);
  }
  try {
    await using cleanup = new AsyncDisposableStack();
    const { texts, logLevel, issuer: tokens, ...settings } = readAgencySettings(port, environment);
    const logger = createLogger(logLevel);
    const place = { name: agency.name, directory: join(directory, '.data'), settings: texts, logger };
    const { failed, hubIssuer, ...infrastructure } = await openAgencyInfrastructure(place, cleanup);
    const issuer = tokens.issuer ?? hubIssuer;
    const verifier = issuer === undefined ? undefined : createTokenVerifier({ ...tokens, issuer, logger });
    if (verifier) cleanup.defer(() => verifier.close());
    const running = await startAgency(subgraph, { ...infrastructure, ...settings, verifier, logger });
    cleanup.defer(() => running.stop());
    if (examples.length > 0) await loadExamples(examples, infrastructure.databaseUrl, logger);
    process.stdout.write(`ready ${running.url}\n`);
    const end = await Promise.race([stopped, failed]);
    if (end instanceof OperatorError) throw end;
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    tell(error.message);
    process.exitCode = 1;
  }
  exitSoon();

  async function loadExamples(steps: readonly LoadStep[], databaseUrl: string, logger: Logger) {
    const loader = await openAgencyLoader(subgraph, { databaseUrl, logger });
    try {
      await loader.load(steps);
    } finally {
      await loader.close();
    }
  }
}
