const form = /^throughgate\.(.+)\.changes\.v1$/;

/** The topic of an agency's change events; `v1` changes only when old consumers could no longer read it. */
export function topicOf(agency: string): string {
  return `throughgate.${agency}.changes.v1`;
}

/** The agency whose topic this is, and who alone speaks on it; `undefined` for a topic of another form. */
export function agencyOf(topic: string): string | undefined {
  return form.exec(topic)?.[1];
}
