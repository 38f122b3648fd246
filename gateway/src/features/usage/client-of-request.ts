/** Which program sent a request, as it says of itself. */
export interface ClientIdentity {
  readonly name: string;
  readonly version: string;
}

/** Stands for a name or version that a client does not give. */
const unknown = 'unknown';
/** Longest name or version that is kept, in UTF-16 units. */
const longest = 100;
/** Headers of Apollo's clients, and those that other clients have taken to. */
const [nameHeaders, versionHeaders] = [
  ['apollographql-client-name', 'graphql-client-name'],
  ['apollographql-client-version', 'graphql-client-version'],
] as const;

/** Reads from headers who a client says it is, cut to length and otherwise as it came. */
export function clientOfRequest(headers: { get(name: string): string | undefined }): ClientIdentity {
  return { name: first(nameHeaders), version: first(versionHeaders) };

  function first(names: readonly string[]): string {
    for (const name of names) {
      const value = headers.get(name);
      if (value) return value.length > longest ? value.slice(0, longest) : value;
    }
    return unknown;
  }
}

/** An identity as it may be stored and shown: without control characters, and never empty. */
export function presentable({ name, version }: ClientIdentity): ClientIdentity {
  return { name: clean(name), version: clean(version) };
}

function clean(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '').trim() || unknown;
}
