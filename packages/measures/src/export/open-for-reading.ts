import { existsSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { OperatorError } from '@throughgate/service';
import { fileHolder } from '../store/file-holder.ts';

/**
 * Opens a store's file to read it, and changes nothing of it. Raises {@link OperatorError} where there is none, a process works with it, or it
 * cannot be read.
 */
export async function openForReading(path: string, memoryLimit: string): Promise<DuckDBInstance> {
  if (!existsSync(path))
    throw new OperatorError(`There is no measures' file ${path}: a hub makes it while it runs.`);
  try {
    return await DuckDBInstance.create(path, {
      access_mode: 'READ_ONLY',
      memory_limit: memoryLimit,
      threads: '2',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const holder = fileHolder(reason);
    throw new OperatorError(
      holder === undefined
        ? `The measures' file ${path} cannot be read: ${reason}`
        : `The measures' file ${path} is in use by ${holder}: stop the hub first, then export.`,
    );
  }
}
