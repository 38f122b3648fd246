// Imports nothing: `hub` reads its settings before it loads a database driver.

/** A PostgreSQL URL that was understood, or why it was not, to follow the name of its setting in a sentence. */
export type ReadDatabaseUrl =
  | { readonly url: string; readonly fault?: undefined }
  | { readonly fault: string; readonly url?: undefined };

/** Parameters that say how a connection is secured. They are kept. */
const securing = [
  'sslmode',
  'sslcert',
  'sslkey',
  'sslrootcert',
  'sslnegotiation',
  'ssl',
  'uselibpqcompat',
] as const;

/** Parameters that providers put into the URLs they hand out, and that change nothing here. They are dropped. */
const withoutEffect = [
  'application_name',
  'fallback_application_name',
  'channel_binding',
  'connect_timeout',
  'gssencmode',
  'keepalives',
  'keepalives_idle',
  'keepalives_interval',
  'keepalives_count',
  'target_session_attrs',
] as const;

/** Where each of these belongs. As a parameter it would take effect behind the back of whoever reads the URL. */
const places: Readonly<Record<string, string>> = {
  user: 'postgresql://USER:password@host/database',
  password: 'postgresql://user:PASSWORD@host/database',
  host: 'postgresql://user@HOST/database, or a directory of sockets as in postgresql:///database?host=/run/postgresql',
  hostaddr: 'postgresql://user@HOST/database',
  port: 'postgresql://user@host:PORT/database',
  dbname: 'postgresql://user@host/DATABASE',
  database: 'postgresql://user@host/DATABASE',
  db: 'postgresql://user@host/DATABASE',
};

const form = 'expected postgresql://user:password@host:5432/database';

/**
 * Reads a PostgreSQL URL so that what it connects to stands where it can be seen and replaced: user, password, host,
 * port and database in their places, and no parameter that overrides them. The driver lets parameters win, so that
 * with `?user=admin` every service would connect as `admin`, whatever role the URL was made for.
 *
 * A directory of sockets (`postgresql:///database?host=/run/postgresql`) is moved to the place of the host. No message
 * repeats a part of the URL but a parameter's name.
 */
export function readDatabaseUrl(text: string): ReadDatabaseUrl {
  const url = parse(text.trim());
  if (url === undefined || !/^postgres(ql)?:$/.test(url.protocol)) {
    return { fault: `is not a PostgreSQL URL; ${form}, with @ : / # ? % in the password percent-encoded` };
  }
  if (url.hash !== '') return { fault: 'holds a #: in a password it is written %23' };
  takeSocketDirectory(url);
  for (const name of new Set(url.searchParams.keys())) {
    if (securing.some((one) => one === name)) continue;
    if (!withoutEffect.some((one) => one === name)) return { fault: faultOf(name) };
    url.searchParams.delete(name);
  }
  if (url.hostname === '' || url.hostname === noHost) return { fault: `names no host; ${form}` };
  return { url: url.href };
}

/**
 * As {@link readDatabaseUrl}, for the URL of one service's own database: it names the role and the database, since
 * otherwise PGUSER, PGDATABASE or the system's user would decide.
 */
export function readServiceDatabaseUrl(text: string): ReadDatabaseUrl {
  const read = readDatabaseUrl(text);
  if (read.url === undefined) return read;
  const { username, pathname } = new URL(read.url);
  if (username === '') return { fault: `names no user: each service connects as a role of its own; ${form}` };
  if (pathname.length < 2) return { fault: `names no database; ${form}` };
  return read;
}

function faultOf(parameter: string): string {
  const place = places[parameter];
  const advice = place
    ? `say it as in ${place}`
    : `accepted are ${securing.join(', ')}, and what belongs to the session is set on the role (ALTER ROLE … SET …)`;
  return `holds the parameter "${parameter}", which is not taken; ${advice}`;
}

/** Stands where a URL with a user has no host: such a text is no URL, but common where the host is a directory. */
const noHost = 'socket.invalid';

function parse(text: string): URL | undefined {
  if (URL.canParse(text)) return new URL(text);
  const withHost = text.replace(/@(?=[/?])/, `@${noHost}`);
  return URL.canParse(withHost) ? new URL(withHost) : undefined;
}

/** Moves a directory of sockets, and the port that names the socket in it, to the place of host and port. */
function takeSocketDirectory(url: URL): void {
  const directory = url.searchParams.get('host');
  if ((url.hostname !== '' && url.hostname !== noHost) || !directory?.startsWith('/')) return;
  url.hostname = encodeURIComponent(directory);
  url.searchParams.delete('host');
  const port = url.searchParams.get('port');
  if (url.port !== '' || port === null || !/^\d{1,5}$/.test(port)) return;
  url.port = port;
  url.searchParams.delete('port');
}
