import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { readKept, writeKept } from './kept-file.ts';

/** Keys by which an issuer signs, the one that is in use first; all of them are published. */
export interface SigningKeys {
  readonly keys: readonly JWK[];
}

/** What an issuer of a directory signs with, and recognises its cookies by. */
export interface IssuerKeys {
  readonly signing: SigningKeys;
  readonly cookies: readonly string[];
}

const signingFile = (directory: string) => join(directory, 'signing-keys.json');

/** The keys that a directory has; what is missing is made and kept, readable by the owner only. */
export async function keptKeys(directory: string): Promise<IssuerKeys> {
  const cookieFile = join(directory, 'cookie-keys.json');
  let signing = readKept<SigningKeys>(signingFile(directory));
  if (signing === undefined) {
    signing = { keys: [await newSigningKey()] };
    writeKept(signingFile(directory), signing);
  }
  let cookies = readKept<readonly string[]>(cookieFile);
  if (cookies === undefined) {
    cookies = [randomBytes(32).toString('base64url')];
    writeKept(cookieFile, cookies);
  }
  return { signing, cookies };
}

/**
 * Makes a new key to sign with, and keeps it.
 * @param known what was signed with before
 * @param keepOld whether that stays published, so that tokens that were signed with it stay valid
 */
export async function rotatedKeys(
  directory: string,
  known: SigningKeys,
  keepOld: boolean,
): Promise<SigningKeys> {
  const signing = { keys: [await newSigningKey(), ...(keepOld ? known.keys : [])] };
  writeKept(signingFile(directory), signing);
  return signing;
}

/**
 * The private key by which an agency's system shows the issuer who it is, a JWK; it lies beside the issuer's own as
 * `<client>.jwk.json`, and is made when it is missing.
 */
export async function clientKey(directory: string, client: string): Promise<JWK> {
  const file = join(directory, `${client}.jwk.json`);
  let key = readKept<JWK>(file);
  if (key === undefined) {
    key = await newSigningKey();
    writeKept(file, key);
  }
  return key;
}

async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return {
    ...(await exportJWK(privateKey)),
    alg: 'ES256',
    use: 'sig',
    kid: randomBytes(9).toString('base64url'),
  };
}
