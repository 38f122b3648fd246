import type { GraphqlResult } from '../features/graphql-result.ts';

/** A result as JSON, its errors first: who reads it is to see them. */
export function resultText({ errors, data, extensions, dataText }: GraphqlResult): string {
  if (dataText === undefined) return JSON.stringify({ errors, data, extensions });
  return `{"data":${dataText}${extensions ? `,"extensions":${JSON.stringify(extensions)}` : ''}}`;
}
