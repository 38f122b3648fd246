/** The `ETag` of what has this digest. */
export function tagOf(digest: string): string {
  return `"${digest}"`;
}

/** Whether whoever asks knows what has this digest already, as `If-None-Match` says. */
export function isKnown(headers: { readonly 'if-none-match'?: string | undefined }, digest: string): boolean {
  const known = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(tagOf(digest));
}
