import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What git answers in a directory, without its last line break; `undefined` where there is no git, or no answer in 5 s. */
export async function askGit(question: readonly string[], directory = '.'): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('git', question, { cwd: directory, timeout: 5_000 });
    return stdout.trim();
  } catch {
    return undefined;
  }
}
