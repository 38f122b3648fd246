import { operationText } from '@throughgate/contracts';
import { purposeHeader } from '@throughgate/identity';
import { type PopulationOptions, simulate } from '@throughgate/population';
import { openInfrastructure, untilStopped } from '@throughgate/runtime';
import { writeRunFile } from '@throughgate/runtime/run-file';
import type { Settings } from '@throughgate/runtime/settings';
import type { Logger, OperatorError } from '@throughgate/service';
import { releaseMemory } from '@throughgate/service/release-memory';
import { stripIgnoredCharacters } from 'graphql';
import { exitCodes } from '../../exit-codes.ts';
import { type Hub, type LocalSubgraph, startHub } from '../../hub/hub.ts';
import { requireIssuer } from '../../hub/hub-issuer.ts';
import { versionNumber } from '../../hub/hub-version.ts';
import { firstPopulation, loadShowingProgress, rememberPopulation } from '../../hub/load-population.ts';
import { measuresOptions } from '../../hub/measures-options.ts';

/** How {@link up} starts. */
export interface UpOptions {
  /** A subgraph under development that belongs to the graph. @default none */
  readonly local?: LocalSubgraph;
  /** Whether databases that are another hub's are taken from it, as they are: no people are loaded. @default false */
  readonly takeOver?: boolean;
}

/**
 * `hub up`: the whole hub in one process, with the default population on the first start. Ends its start with the
 * line `ready <url>` on standard output, and stops cleanly when asked to. Raises `OperatorError` when what it stands
 * on is lost for good.
 */
export async function up(settings: Settings, logger: Logger, options: UpOptions = {}): Promise<void> {
  const { local, takeOver = false } = options;
  const stopped = untilStopped();
  const aborting = new AbortController();
  void stopped.then((signal) => aborting.abort(new Error(signal)));
  await using cleanup = new AsyncDisposableStack();

  requireIssuer(settings);
  const measures = measuresOptions(settings);
  tell('Opening the database');
  const infrastructure = await openInfrastructure(settings, logger, { takeOver });
  cleanup.defer(() => infrastructure.close());
  let failure: OperatorError | undefined;
  const failed = infrastructure.failed.then((error) => {
    failure = error;
    aborting.abort(error);
  });
  if (takeOver && !firstPopulation(settings.data)) rememberPopulation(settings.data, { people: 0 });
  const loaded = firstPopulation(settings.data);
  const population: PopulationOptions = { people: settings.people, seed: settings.seed, profile: 'default' };
  const sample = loaded ? loaded.sample : sampleOf(population);

  tell('Starting the issuer, five subgraphs, the registry and the gateway');
  const hub = await startHub({ settings, infrastructure, logger, identifier: sample, local, measures });
  cleanup.defer(() => hub.stop());
  if (local) cleanup.defer(local.run(infrastructure, hub.issuer.url));
  const { databases } = infrastructure;
  const isFirst = !loaded && population.people > 0;
  const run = {
    pid: process.pid,
    databases,
    registryUrl: hub.registry.url,
    issuerUrl: hub.issuer.url,
    version: versionNumber(),
    startedAt: new Date(performance.timeOrigin).toISOString(),
    services: hub.services,
  };
  writeRunFile(settings.data, { ...run, loading: isFirst });
  try {
    if (isFirst) {
      await loadShowingProgress(
        'Loading the synthetic population',
        population,
        infrastructure,
        logger,
        aborting.signal,
      );
      tell('Waiting for the journeys and measures to be complete');
      await Promise.race([hub.settled(), stopped, failed]);
      aborting.signal.throwIfAborted();
      // Nobody has to wait for the first release to find the people in it.
      await hub.outcomes.measures?.tick();
      rememberPopulation(settings.data, { people: population.people, sample });
      await releaseMemory();
      writeRunFile(settings.data, { ...run, loading: false });
    }
    await announce(hub, sample);
  } catch (error) {
    if (!aborting.signal.aborted) throw error;
  }
  const signal = await Promise.race([stopped, failed]);
  if (failure !== undefined) throw failureOf(failure);
  tell(`${signal}: stopping`);
}

/** The error to end with. Services that wait for what is lost must not keep the process from ending. */
function failureOf(failure: OperatorError): OperatorError {
  setTimeout(() => {
    tell(failure.message);
    process.exit(exitCodes.failed);
  }, 15_000).unref();
  return failure;
}

/** An identifier of the first person of a population. */
function sampleOf(population: PopulationOptions): string | undefined {
  const [first] = simulate({ ...population, people: Math.min(1, population.people) });
  return first?.sampleIdentifiers.crn;
}

/** Says where what is, and how to ask the first question. */
async function announce({ gateway, registry, issuer }: Hub, sample: string | undefined): Promise<void> {
  const addresses = [
    `Pages: ${new URL('/', gateway.url)}`,
    `GraphiQL and endpoint: ${gateway.url}`,
    `Registry: ${registry.url} (\`hub subgraph --help\`)`,
    issuer.issue
      ? `Issuer: ${issuer.url} (for development: \`hub token personas\` lists whom anyone may be)`
      : `Issuer: ${issuer.url}`,
  ];
  const lines =
    sample === undefined
      ? ['No people are loaded yet: `hub population load` does that.']
      : [
          `Somebody to ask about: ${sample} (any of their identifiers will do)`,
          'A query to try is schemas/operations/journey.graphql.',
          ...(issuer.issue ? await firstQuestion(gateway.url, issuer.issue, sample) : []),
        ];
  process.stdout.write(`\n${[...addresses, ...lines].join('\n')}\n\nready ${gateway.url}\n`);
}

/** The first question as a command that can be pasted. */
async function firstQuestion(
  url: string,
  issue: NonNullable<Hub['issuer']['issue']>,
  sample: string,
): Promise<string[]> {
  const token = await issue('practitioner', { purposes: ['supervision'], expiresIn: 8 * 3_600 });
  const body = JSON.stringify({
    query: stripIgnoredCharacters(operationText('journey')),
    variables: { identifier: sample },
  });
  return [
    'To ask it as a probation practitioner, for the next eight hours:',
    '',
    `curl ${url} \\`,
    `  --header 'authorization: Bearer ${token}' \\`,
    `  --header '${purposeHeader}: supervision' \\`,
    `  --header 'content-type: application/json' \\`,
    // What a shell would read in it, no query has and JSON can say otherwise.
    `  --data '${body.replaceAll("'", '\\u0027')}'`,
  ];
}

function tell(message: string): void {
  process.stderr.write(`${message}\n`);
}
