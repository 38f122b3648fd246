const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text has the form of the hub's ids, of people as of events: a UUID. */
export function isHubId(text: string): boolean {
  return uuid.test(text);
}
