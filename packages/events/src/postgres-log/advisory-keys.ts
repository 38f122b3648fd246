import { advisoryLockText } from '@throughgate/database';

// Session advisory locks carry both membership and ownership, so that both end with the connection of a
// consumer, however it ends.

/** SQL of the lock that members of a group hold, shared, for each topic they consume. */
export function memberKey(group: string, topic: string): string {
  return `hashtextextended('${advisoryLockText.groupMember}' || ${group} || ' ' || ${topic}, 0)`;
}

/** SQL of the lock that the owner of a partition in a group holds. */
export function ownerKey(group: string, partitionId: string): string {
  return `hashtextextended('${advisoryLockText.partitionOwner}' || ${group} || ' ' || ${partitionId}, 0)`;
}

/** SQL condition that row `l` of pg_locks is the granted advisory lock `key` of this database. */
export function holds(key: string): string {
  return `l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND (l.classid::bigint << 32 | l.objid::bigint) = ${key}`;
}
