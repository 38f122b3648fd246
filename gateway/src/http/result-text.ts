import type { GraphqlResult } from '../features/graphql-result.ts';

/** A result as JSON, its errors first: who reads it is to see them. */
export function resultText({ errors, data, extensions }: GraphqlResult): string {
  return JSON.stringify({ errors, data, extensions });
}
