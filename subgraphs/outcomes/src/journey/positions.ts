import { badInput, type PageArguments, type PageRequest, pageRequest } from '@throughgate/subgraph-kit';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text has the form of the hub's ids, of people as of events: a UUID. */
export function isHubId(text: string): boolean {
  return uuid.test(text);
}

/** Whether a text is a moment as cursors hold it, ISO 8601 in UTC with milliseconds. */
export function isMoment(text: string): boolean {
  const milliseconds = Date.parse(text);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === text;
}

/**
 * Checks the arguments of a page of a list whose cursors hold one value for each of `forms`: another list's cursor
 * has the right form too. Raises `BAD_USER_INPUT` saying what is accepted.
 */
export function pageAt(page: PageArguments, ...forms: readonly ((text: string) => boolean)[]): PageRequest {
  const request = pageRequest(page);
  const { after } = request;
  const fits =
    after === undefined ||
    (after.length === forms.length && forms.every((fit, index) => fit(after[index] ?? '')));
  if (fits) return request;
  throw badInput(
    'after',
    '"after" must be a cursor that this list gave, for example its pageInfo.endCursor.',
  );
}
