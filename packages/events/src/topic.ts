/** The topic of an agency's change events; `v1` changes only when old consumers could no longer read it. */
export function topicOf(agency: string): string {
  return `throughgate.${agency}.changes.v1`;
}
