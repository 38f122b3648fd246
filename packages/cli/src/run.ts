import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { isDebugging } from '@throughgate/runtime/settings';
import { exitSoon } from '@throughgate/runtime/until-stopped';
import { OperatorError } from '@throughgate/service/operator-error';
import { CommanderError, InvalidArgumentError } from 'commander';
import { createProgram, withVersionAsCommand } from './create-program.ts';
import { exitCodes } from './exit-codes.ts';

// The one edge of the `hub` command: what a person can mend is told in a sentence, and no stack leaves the process
// unless LOG_LEVEL asks for it.
for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
  // What the process stands on is stopped with it: the embedded database watches for its end.
  process.on(fault, (error) => void report(error).then((code) => process.exit(code)));
}
try {
  const program = createProgram();
  exitOverrideAll(program);
  await program.parseAsync(withVersionAsCommand(process.argv.slice(2)), { from: 'user' });
} catch (error) {
  process.exitCode = await report(error);
}
exitSoon();

async function report(error: unknown): Promise<number> {
  if (error instanceof CommanderError && !(error instanceof InvalidArgumentError)) {
    // commander has said what is wrong; asking for help is no mistake.
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.badInput;
  }
  const { describeFailure, formatFailure } = await import('./output/present.ts');
  const failure = describeFailure(error);
  process.stderr.write(formatFailure(failure));
  const isForPeople =
    failure.code !== undefined || error instanceof OperatorError || error instanceof CommanderError;
  if (!isForPeople && isDebugging()) {
    process.stderr.write(`${error instanceof Error ? error.stack : ''}\n`);
  }
  return failure.exitCode;
}

function exitOverrideAll(command: CommandUnknownOpts): void {
  command.exitOverride();
  for (const child of command.commands) exitOverrideAll(child);
}
