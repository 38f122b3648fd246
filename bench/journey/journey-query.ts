import { operationText } from '@throughgate/contracts';
import type { Operation } from '../harness/graphql-client.ts';

const query = operationText('journey');

/** The journey query about the person with an identifier. */
export function journeyOf(identifier: string): Operation {
  return { query, variables: { identifier } };
}
