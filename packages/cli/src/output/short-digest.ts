/** The beginning of a digest, as people name it; the registry accepts it wherever it accepts a digest. */
export function shortDigest(digest: string): string {
  return digest.replace('sha256:', '').slice(0, 12);
}
