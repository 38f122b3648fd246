import pg from 'pg';

// All that the hub knows of PostgreSQL's error codes. Source: PostgreSQL 18, appendix A, "PostgreSQL Error Codes".

/** SQLSTATEs that code asks for, by the names that PostgreSQL has for these conditions. */
export const sqlState = {
  /** Another row has the same key; what two get that create the same role at the same moment, too. */
  uniqueViolation: '23505',
  /** The role has another password, or does not exist. */
  invalidPassword: '28P01',
  /** There is no such database. It is looked for after the password. */
  invalidCatalogName: '3D000',
  /** A column that a statement names is not there (any more). */
  undefinedColumn: '42703',
  /** Two transactions waited for each other, and this one gave way. */
  deadlockDetected: '40P01',
  /** A role, or another object without a code of its own, exists already. */
  duplicateObject: '42710',
  duplicateDatabase: '42P04',
  /** A lock was not to be had within `lock_timeout`. */
  lockNotAvailable: '55P03',
  /** A statement ran longer than `statement_timeout`, or an operator ended it. */
  queryCanceled: '57014',
} as const;

/** Whether PostgreSQL refused something with one of these SQLSTATEs. */
export function hasSqlState(error: unknown, ...states: readonly string[]): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && states.includes(error.code ?? '');
}

/** Classes of SQLSTATEs, their first two characters, that code asks for. */
export const sqlStateClass = {
  /** A value as such is refused, for example text with the character NUL. */
  dataException: '22',
  /** More than a row, an index or a statement can hold. */
  programLimitExceeded: '54',
} as const;

/** Whether PostgreSQL refused something with a SQLSTATE of one of these classes. */
export function hasSqlStateOfClass(error: unknown, ...classes: readonly string[]): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && classes.includes(error.code?.slice(0, 2) ?? '');
}

/**
 * Whether the database answered, and what it answered concerns the statement: not that the connection is broken (class
 * 08), and not that it ends since the server stops (57P).
 */
export function isAboutStatement(error: unknown): boolean {
  const code = error instanceof pg.DatabaseError ? error.code : undefined;
  return code !== undefined && !/^(08|57P)/.test(code);
}

/**
 * Whether a SQLSTATE says nothing against the statement, so that it may work when it is sent again: connection exceptions
 * (08), a role that may not log in for now (28), a database that is away (3D000), transactions that gave way to others
 * (40), no resources (53), cancelled, shut down, crashed or starting up (57), a failure of the system (58), locks that
 * were not free (55P03), and a server that takes no writes, as a replica before it takes over (25006).
 */
export function saysUnavailable(sqlstate: string): boolean {
  return unavailable.test(sqlstate);
}

const unavailable =
  /^(08...|28...|3D000|40001|40003|40P01|53...|57014|57P01|57P02|57P03|57P05|58...|55P03|25006|25P03)$/;

/**
 * Whether an event that the database refused may be applied later, unchanged.
 *
 * - `passing`: it ends by itself or by an operator's hand, and is the same for every event. The batch comes again for
 *   as long as it takes; a dead letter would only lose the order of what is sound.
 * - `permanent`: it lies in the event. A dead letter, at once.
 * - `unclear`: it may be either. It is tried again for about ten seconds, then taken for permanent, so that
 *   nothing stands still for ever.
 */
export type Verdict = 'passing' | 'permanent' | 'unclear';

interface Decision {
  readonly verdict: Verdict;
  readonly because: string;
}

const passing = (because: string): Decision => ({ verdict: 'passing', because });
const permanent = (because: string): Decision => ({ verdict: 'permanent', because });
const unclear = (because: string): Decision => ({ verdict: 'unclear', because });

const misuse = unclear('a mistake in our own code, which one kind of event may reach and another not');

/**
 * Every SQLSTATE of PostgreSQL 18 by decision: a whole class by its two characters, what differs from its class by
 * five.
 */
const decisions: Readonly<Record<string, Decision>> = {
  '00': unclear('success is no error: whoever raised it knows more'),
  '01': unclear('a warning is no error: whoever raised it knows more'),
  '02': unclear('no data is no error: whoever raised it knows more'),
  '03': misuse,
  '08': passing('the connection; a new one is made'),
  '08P01': unclear('a message that the database cannot read: a broken connection, or data too large for one'),
  '09': unclear('a trigger failed, for the event or for something else'),
  '0A': misuse,
  '0B': misuse,
  '0F': misuse,
  '0L': passing('a privilege is missing for every event alike, until somebody grants it'),
  '0P': passing('a role is missing for every event alike, until somebody creates it'),
  '0Z': misuse,
  '10': permanent('the data do not fit the query'),
  '20': permanent('no branch fits the data'),
  '21': permanent('the data name several rows where one is expected'),
  '22': permanent('the data: too long, out of range, no date, no text that can be stored'),
  '2200H': passing('a sequence is used up for every event alike, until somebody widens it'),
  '23': permanent('the data break a constraint; those that wait for others are asked at the commit'),
  '24': misuse,
  '25': misuse,
  '25006': passing('a standby after a failover: it becomes writable, or the connection leads elsewhere'),
  '25P03': passing('the connection was closed since it was idle; a new one is made'),
  '25P04': unclear('a time limit, reached by a busy database or by one event that takes too long'),
  '26': passing('a prepared statement went with its connection'),
  '27': permanent('a row was changed twice by what the event says'),
  '28': passing('the password or pg_hba.conf is wrong for every event alike, until somebody mends it'),
  '2B': misuse,
  '2D': misuse,
  '2F': misuse,
  '34': misuse,
  '38': unclear('a function failed, for the event or for something else'),
  '39': misuse,
  '3B': misuse,
  '3D': passing('the database is gone for every event alike, until somebody restores it'),
  '3F': unclear('a schema is missing: a generation that is being dropped, or a mistake in our own code'),
  '40': passing('the transaction lost against another: serialization, deadlock'),
  '40002': permanent('the data break a constraint at the commit'),
  '42': misuse,
  '42501': passing('a privilege is missing for every event alike, until somebody grants it'),
  '44': permanent('the data break a check option'),
  '53': passing('disk, connections: the same for every event until there is room again'),
  '53200': unclear('memory: of a busy database, or for one event that needs too much'),
  '53400': unclear('a configured limit, reached by a busy database or by one event'),
  '54': permanent('the data exceed what a row, an index or a statement can hold'),
  '55': unclear('an object is not in the state that the statement needs'),
  '55006': passing('the object is in use, and will not be'),
  '55P03': passing('the lock is held, and will be released'),
  '57': passing('an operator stops or starts the database'),
  '57014': unclear(
    'a statement was cancelled: by an operator, or by a time limit that one event always reaches',
  ),
  '57P04': passing('the database is gone for every event alike, until somebody restores it'),
  '58': passing('the file system below the database'),
  '58P03': permanent('the data make a name that is too long'),
  F0: passing('the database is configured wrongly for every event alike'),
  HV: unclear('a foreign table: its server, or the data'),
  HV00N: passing('the server of a foreign table is not reached'),
  P0: permanent('a function of the database raised it about the data'),
  XX: unclear('the database did not expect it: a fault that the data provoke, or one that passes'),
  XX001: passing('stored data are corrupt: nothing may be thought done until an operator has looked'),
  XX002: passing('an index is corrupt: nothing may be thought done until an operator has looked'),
};

/** What is decided for a SQLSTATE; `unclear` for one that PostgreSQL 18 does not know or that is missing. */
export function verdictOf(sqlstate: string | undefined): Verdict {
  if (sqlstate === undefined) return 'unclear';
  return (decisions[sqlstate] ?? decisions[sqlstate.slice(0, 2)])?.verdict ?? 'unclear';
}

/** Whether a decision covers the SQLSTATE, by its code or its class. */
export function isDecided(sqlstate: string): boolean {
  return sqlstate in decisions || sqlstate.slice(0, 2) in decisions;
}
