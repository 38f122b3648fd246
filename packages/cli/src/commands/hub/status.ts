import type { Settings } from '@throughgate/runtime/settings';
import type { Outcome } from '../../output/outcome.ts';
import { onOneLine } from '../../output/plain.ts';
import { formatTable } from '../../output/table.ts';
import type { ServiceStatus } from '../../status/ask-service.ts';
import { type HubStatus, hubStatus } from '../../status/hub-status.ts';

/** `hub status`: how the hub is that runs on the data directory. Succeeds only when all of it is ready. */
export async function status({ data }: Pick<Settings, 'data'>): Promise<Outcome> {
  const found = await hubStatus(data);
  const success = found.state === 'ready';
  const message = headline(found);
  return {
    success,
    text: found.services.length === 0 ? `${message}\n` : `${message}\n\n${details(found)}`,
    data: { ...found },
    ...(success ? {} : { error: { message, code: null } }),
  };
}

function headline({ state, directory, process, services }: HubStatus): string {
  const hub = `The hub on ${directory} (process ${process})`;
  const missing = services.filter(({ ready }) => !ready).map(({ name }) => name);
  return {
    ready: `${hub} is ready.`,
    'not ready': `${hub} is not ready: ${missing.join(', ')}.`,
    loading: `${hub} is loading its first people.`,
    'no services': `Process ${process} has ${directory} and serves nothing: a hub that starts, or another command.`,
    stopped: `No hub runs on ${directory}. \`hub up\` starts one.`,
  }[state];
}

function details(status: HubStatus): string {
  const relays = new Map(status.relays.map((relay) => [relay.agency, relay]));
  const table = formatTable(
    ['service', 'state', 'address', 'backlog', 'lag', 'parked', 'what is missing'],
    status.services.map((service) => {
      const relay = relays.get(service.name);
      return [
        service.name,
        service.ready ? 'ready' : 'not ready',
        service.url,
        relay ? String(relay.backlog) : '-',
        relay ? `${Math.round(relay.lagSeconds)} s` : '-',
        relay ? String(relay.parked) : '-',
        missingOf(service),
      ];
    }),
    '',
  );
  const behind = status.projections.map(({ projection, lag }) => `${projection} ${lag} events behind`);
  const facts = [
    ['version', status.version],
    ['started', status.startedAt],
    ['database', status.database],
    ['issuer', status.issuer],
    ['supergraph', status.supergraph],
    ['projections', behind.length === 0 ? null : behind.join(', ')],
    ['dead letters', status.deadLetters === null ? null : `${status.deadLetters} waiting`],
  ] as const;
  const lines = facts.map(([name, value]) => `${name.padEnd(13)}${onOneLine(value ?? 'not known')}\n`);
  return `${table}\n${lines.join('')}`;
}

function missingOf({ checks, alarms, problem }: ServiceStatus): string {
  if (problem !== undefined) return problem;
  const failed = Object.entries(checks).filter(([, result]) => result !== 'ok');
  return [...failed, ...Object.entries(alarms)].map(([name, result]) => `${name}: ${result}`).join('; ');
}
