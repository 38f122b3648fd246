import { z } from 'zod';
import { pageOf } from '../contract/listing.ts';
import { problem } from '../contract/problem.ts';

/** Media type of errors, RFC 9457. */
export const problemType = 'application/problem+json';

const descriptions = {
  400: 'The request is not as expected (HUB-C047).',
  401: 'There is no valid token (HUB-C040), or it has expired (HUB-C041).',
  403: 'The token is for other subgraphs (HUB-C042), or lacks the verb (HUB-C043).',
  404: 'There is no such thing (HUB-C049), subgraph (HUB-C044) or version (HUB-C045).',
  409: 'The digits fit several versions (HUB-C045), there is none to roll back to (HUB-C048), or the live supergraph is not the one expected (HUB-C055).',
  413: 'The request is too large (HUB-C006).',
  415: 'The body is not `application/json` (HUB-C047).',
  422: 'A new subgraph has no address (HUB-C046), or a name that the hub uses itself (HUB-C057).',
  500: 'Something unexpected (HUB-C052).',
  503: 'The database (HUB-C052) or the issuer of the token (HUB-C059) is out of reach for now, or a check was given up (HUB-C053).',
} as const;

const described = (description: string) => ({
  description,
  content: { [problemType]: { schema: problem } },
});

const problemAnswer = (status: keyof typeof descriptions) => described(descriptions[status]);

/** Errors of a route that reads. */
export const readErrors = {
  400: problemAnswer(400),
  401: problemAnswer(401),
  403: problemAnswer(403),
  404: problemAnswer(404),
  500: problemAnswer(500),
  503: problemAnswer(503),
};

/** Errors of a route that looks a version up. */
export const versionErrors = { ...readErrors, 409: problemAnswer(409) };

/** Errors of a route that takes a body. */
export const writeErrors = { ...readErrors, 413: problemAnswer(413), 415: problemAnswer(415) };

/** Errors of the route that approves changes. */
export const approvalErrors = { ...writeErrors, 422: described('There can be no such change (HUB-C058).') };

/** Errors of the route that makes tokens. */
export const tokenErrors = {
  ...writeErrors,
  422: described('One of the subgraphs has a name that the hub uses itself (HUB-C057).'),
};

/** Errors of a route that checks or publishes. */
export const publishErrors = { ...writeErrors, 409: problemAnswer(409), 422: problemAnswer(422) };

/** Errors of the route that takes events. */
export const eventErrors = {
  ...readErrors,
  400: described(
    'Events that their contract refuses (HUB-C080 to C082), all faults together; or no events (HUB-C047).',
  ),
  403: described(
    'Events of another agency (HUB-C083); the token is for other subgraphs (HUB-C042), or lacks `send` (HUB-C043).',
  ),
  409: described('The id (HUB-C084), or the version of the file (HUB-C085), is that of another event.'),
  413: described('An event or the batch (HUB-C086), or the request (HUB-C006), is too large.'),
  415: described('The content is no CloudEvent of JSON in UTF-8 (HUB-C047).'),
  503: described(
    'The event log (HUB-C087), the database (HUB-C052) or the issuer of the token (HUB-C059) is out of reach for now: send the same again.',
  ),
};

/** An answer with a JSON body. */
export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** An answer without a body. */
export function nothing(description: string) {
  return z.undefined().describe(description);
}

/** An answer with one page of a list. */
export function page<Item extends z.ZodType>(item: Item, description: string) {
  return json(pageOf(item), description);
}
