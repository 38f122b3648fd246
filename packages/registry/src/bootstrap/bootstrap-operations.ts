import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { operationText, schemaDirectory } from '@throughgate/contracts';
import type { OperationRegistration } from '@throughgate/registry-client';

const ending = '.graphql';

/** The hub's own named operations, `schemas/operations/*.graphql`, as they are registered: a change that breaks them is seen. */
export function bootstrapOperations(): OperationRegistration {
  const files = readdirSync(join(schemaDirectory, 'operations')).filter((file) => file.endsWith(ending));
  return {
    client: 'throughgate',
    operations: files.sort().map((file) => {
      const name = file.slice(0, -ending.length);
      return { name, document: operationText(name) };
    }),
  };
}
