/**
 * Whether what the database refused may succeed later, unchanged.
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
 * five. Source: PostgreSQL 18, appendix A, "PostgreSQL Error Codes".
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
