import { hash, hkdfSync } from 'node:crypto';
import { requireSecret } from '../secret.ts';

/** What the derivation is for, so that whatever else is derived from the master key differs. */
const purpose = 'throughgate subgraph key 1';

/**
 * The key with which requests to one subgraph are signed: HKDF-SHA256 (RFC 5869) of the master key without salt, the
 * subgraph's name in `info`, 32 bytes as base64url. It is what an agency is given instead of the master key, from which
 * the keys of all agencies follow: nobody finds that, or another agency's key, from their own.
 *
 * @param masterKey the hub's service key
 * @param subgraph name of the subgraph in the supergraph
 * @throws OperatorError when the master key is shorter than 32 characters or can be guessed
 */
export function subgraphKey(masterKey: string, subgraph: string): string {
  const secret = requireSecret(masterKey, 'The service key');
  return Buffer.from(hkdfSync('sha256', secret, '', `${purpose}\n${subgraph}`, 32)).toString('base64url');
}

/**
 * Eight characters by which a key is recognised and not found: the first of base64url SHA-256 over `throughgate key id`, line
 * feed, key. They tell a verifier with two keys which was used, and an operator who compares logs whether both sides have the same.
 */
export function keyId(key: string): string {
  return hash('sha256', `throughgate key id\n${key}`, 'base64url').slice(0, 8);
}
