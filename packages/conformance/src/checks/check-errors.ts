import type { Ask, SubgraphAnswer, SubgraphRequest } from '../endpoint.ts';
import type { Find, Outcome } from '../report.ts';

interface WrongRequest extends SubgraphRequest {
  readonly what: string;
  /** Whether GraphQL itself is broken, so that nothing may be executed. */
  readonly refused: boolean;
}

const wrongRequests: readonly WrongRequest[] = [
  { what: 'a syntax error', query: '{ __typename', refused: true },
  { what: 'an unknown field', query: '{ throughgateAsksForNoSuchField }', refused: true },
  {
    what: 'a variable of the wrong type',
    query: 'query Verify($on: Boolean!) { __typename @include(if: $on) }',
    variables: { on: 'neither true nor false' },
    refused: true,
  },
];

const unknownType: WrongRequest = {
  what: 'a representation of an unknown type',
  query:
    'query Verify($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }',
  variables: { representations: [{ __typename: 'ThroughgateAsksForNoSuchType' }] },
  refused: false,
};

/** Signs of a stack trace: JavaScript and Java, Python, Go and Ruby, .NET. */
const stackTraces = [
  /^\s*at \S.*[(:]\S*:\d+/m,
  /Traceback \(most recent call last\)|File "[^"]+", line \d+/,
  /goroutine \d+ \[|\.(go|rb):\d+/,
  /^\s*at \S+\(.*\) in /m,
];
const stackKeys = /^(stack_?trace|stack|trace|exception|backtrace)$/i;

/**
 * Sends requests that are wrong. Each must be answered with `errors` that have messages, a status of
 * GraphQL-over-HTTP, and nothing of the program's inside.
 */
export async function checkErrors(ask: Ask, find: Find, hasEntities: boolean): Promise<Outcome> {
  const requests = hasEntities ? [...wrongRequests, unknownType] : wrongRequests;
  const findings: ReturnType<Find>[] = [];
  for (const { what, refused, ...request } of requests) {
    const answer = await ask(request);
    for (const problem of problems(answer, refused)) {
      findings.push(find('HUB-C066', `The answer to ${what} ${problem}.`));
    }
  }
  return { findings, note: `${requests.length} wrong requests` };
}

function problems({ status, contentType, body }: SubgraphAnswer, refused: boolean): string[] {
  const { errors } = (body ?? {}) as { errors?: unknown };
  const found: string[] = [];
  if (typeof body !== 'object' || body === null)
    found.push(`is not JSON (HTTP status ${status}, ${contentType})`);
  else if (!Array.isArray(errors) || errors.length === 0) {
    if (refused) found.push('has no `errors`');
  } else if (!errors.every(hasMessage)) found.push('has an error without a `message`');
  // application/json may come with 200 for whatever GraphQL says; its own media type may not.
  const isOwnType = contentType === 'application/graphql-response+json';
  const okay = refused && isOwnType ? status >= 400 && status < 500 : status >= 200 && status < 500;
  if (!okay) found.push(`has HTTP status ${status}, expected ${refused && isOwnType ? '400' : '200 or 400'}`);
  if (!isOwnType && contentType !== 'application/json') {
    found.push(`has the media type ${contentType || 'none'}, expected application/json`);
  }
  const leak = stackTraceIn(body);
  if (leak !== undefined) found.push(`gives away a stack trace (${leak})`);
  return found;
}

function hasMessage(error: unknown): boolean {
  const { message } = (error ?? {}) as { message?: unknown };
  return typeof message === 'string' && message.trim() !== '';
}

/** Where in a value something looks like a stack trace; `undefined` when nowhere. */
function stackTraceIn(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string') return stackTraces.some((form) => form.test(value)) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const at = path ? `${path}.${name}` : name;
    const isEmpty = part === null || part === '' || (Array.isArray(part) && part.length === 0);
    if (stackKeys.test(name) && !isEmpty) return at;
    const found = stackTraceIn(part, at);
    if (found !== undefined) return found;
  }
  return undefined;
}
