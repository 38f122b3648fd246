import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { purposeHeader } from '@throughgate/identity';
import { issuePersonaToken } from '@throughgate/issuer';
import { readRunFile } from '@throughgate/runtime/run-file';
import { InvalidArgumentError } from 'commander';

/** Where a graph is, and how long to wait for it. */
export interface GraphPlace {
  /** Address of the gateway; undefined for that of the hub that runs on `data`. */
  readonly gateway?: string | undefined;
  /** Data directory. */
  readonly data: string;
  /** Token of the hub's issuer to ask with; undefined for one of a commissioner, where the hub that runs on `data` has an issuer for
   * development. */
  readonly token?: string | undefined;
  /** Seconds to wait while the hub works out its episodes. */
  readonly wait: number;
}

/** An error of an answer. */
interface GraphFault {
  readonly message: string;
  readonly extensions?: { readonly code?: string } | undefined;
}

/** Codes of what the one who asked can mend. */
const mendable = new Set([
  'BAD_USER_INPUT',
  'GRAPHQL_VALIDATION_FAILED',
  'UNKNOWN_MEASURE',
  'UNKNOWN_DIMENSION',
  'UNKNOWN_COHORT',
  'COHORT_OFF_GRID',
  'BAD_PERIOD',
  'AS_OF_OUT_OF_RANGE',
  'TOO_MANY_CELLS',
]);

/** Codes of what another token would mend. */
const whoAsks = new Set([
  'UNAUTHENTICATED',
  'PURPOSE_NOT_GRANTED',
  'UNAUTHORIZED_FIELD_OR_TYPE',
  'FORBIDDEN',
]);

/** Milliseconds between two questions to a hub that works out its episodes. */
const between = 1_000;

/**
 * Asks the graph of the hub that runs, as a commissioner, for what must succeed. While the hub works out its episodes, says so on standard error, each
 * time the message changes, and asks again until the time is over.
 *
 * Raises `InvalidArgumentError` for what the one who asked can mend, and an error with the graph's message and code for anything else.
 */
export async function askGraph<Data>(
  place: GraphPlace,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Data> {
  const url = addressOf(place);
  const token = place.token ?? (await ownToken(place));
  const until = Date.now() + place.wait * 1_000;
  let said = '';
  for (;;) {
    const { data, errors = [] } = await askOnce<Data>(url, token, query, variables);
    const [error] = errors;
    if (!error && data) return data;
    const code = error?.extensions?.code;
    const hint =
      code !== undefined && whoAsks.has(code) ? ' HUB_TOKEN is for a token of the hub’s issuer.' : '';
    const message = `${error?.message ?? 'The answer has no data.'}${code === undefined ? '' : ` (${code})`}${hint}`;
    if (code !== undefined && mendable.has(code)) throw new InvalidArgumentError(message);
    if (code !== 'MEASURES_REBUILDING' || Date.now() > until) throw new Error(message);
    if (message !== said) process.stderr.write(`hub: ${message}\n`);
    said = message;
    await delay(between);
  }
}

function addressOf({ gateway, data }: GraphPlace): string {
  if (gateway !== undefined) return new URL('/graphql', gateway).href;
  const found = readRunFile(data)?.services?.find(({ name }) => name === 'gateway');
  if (found) return new URL('/graphql', found.url).href;
  throw new Error(
    `No hub serves a graph on ${resolve(data)}. \`hub up\` starts one; --gateway names the address of another.`,
  );
}

/** A token of a commissioner, of the issuer of the hub that runs; undefined where another gateway is named, or it has none. */
async function ownToken({ gateway, data, wait }: GraphPlace): Promise<string | undefined> {
  const issuer = gateway === undefined ? readRunFile(data)?.issuerUrl : undefined;
  if (issuer === undefined) return undefined;
  try {
    return await issuePersonaToken(issuer, 'commissioner', { expiresIn: Math.min(86_400, wait + 600) });
  } catch (error) {
    throw new Error(`${(error as Error).message} HUB_TOKEN is for a token of it.`, { cause: error });
  }
}

async function askOnce<Data>(
  url: string,
  token: string | undefined,
  query: string,
  variables: Readonly<Record<string, unknown>>,
) {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'apollographql-client-name': 'hub',
        [purposeHeader]: 'commissioning',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
  } catch (error) {
    const { cause, message } = error as Error;
    throw new Error(
      `The gateway at ${url} does not answer: ${cause instanceof Error ? cause.message : message}`,
    );
  }
  try {
    return (await response.json()) as {
      readonly data?: Data | null;
      readonly errors?: readonly GraphFault[];
    };
  } catch {
    throw new Error(`What answers at ${url} is no graph: HTTP status ${response.status}.`);
  }
}
