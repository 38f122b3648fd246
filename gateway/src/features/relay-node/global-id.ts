import { GraphQLError } from 'graphql';

/** What a global id stands for. */
export interface NodeReference {
  readonly type: string;
  readonly key: string;
}

/**
 * Writes a global id: the type and the value of its key, in base64url (RFC 4648, section 5), since it is to be opaque and may stand in
 * an address. It hides nothing: whoever has an id of a person has their identifier.
 */
export function globalId(type: string, key: unknown): string {
  return Buffer.from(`${type}:${key}`, 'utf8').toString('base64url');
}

/**
 * Reads a global id. Raises `GraphQLError` with code `BAD_USER_INPUT` for what is none, and for one of a type that is not, or
 * not any more, found by an id.
 */
export function readGlobalId(id: string, types: { has(type: string): boolean }): NodeReference {
  const text = Buffer.from(id, 'base64url').toString('utf8');
  const at = text.indexOf(':');
  const type = text.slice(0, Math.max(at, 0));
  const key = text.slice(at + 1);
  // What decodes and does not encode to the same was not made here: padding, another alphabet, no UTF-8.
  if (at < 1 || key === '' || globalId(type, key) !== id || !/^[A-Za-z_]\w*$/.test(type)) {
    throw badId('This is no id of a node: an id is what the field "nodeId" of a node gave, unchanged.');
  }
  if (!types.has(type)) {
    throw badId(`Nothing of type "${type}" is found by an id here: ask for "nodeId" again.`);
  }
  return { type, key };
}

function badId(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
