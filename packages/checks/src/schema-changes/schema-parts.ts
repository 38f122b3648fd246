import type { Place, SourceFile } from '@throughgate/registry-client';
import {
  type ASTNode,
  type DocumentNode,
  isTypeSystemDefinitionNode,
  isTypeSystemExtensionNode,
  Kind,
  type Location,
  parse,
  Source,
  TokenKind,
} from 'graphql';
import { federationDefinitions } from '../federation/federation-definitions.ts';
import type { FederationNames } from '../federation/federation-names.ts';
import { membersOf, type PartNode, type SdlPart, schemaCoordinate, sdlParts } from '../sdl/sdl-parts.ts';

/** A part of a schema. A type that is also extended is one part with several nodes. */
export interface SchemaPart {
  /** Schema coordinate, for example `Query.prison(id:)`; {@link schemaCoordinate} for the schema itself. */
  readonly coordinate: string;
  /** Coordinate of the part that holds it, or null. */
  readonly holder: string | null;
  readonly nodes: readonly PartNode[];
  /** Coordinates of the parts that it holds. */
  readonly members: readonly string[];
}

/** A stretch of the text that belongs to a part: from the end of what precedes it, so that its comments are within. */
export interface SchemaRegion {
  readonly coordinate: string;
  /** Offset of the first character. */
  readonly from: number;
  /** Offset after the last character. */
  readonly to: number;
}

/** A definition of the file with the regions of all that is in it, its own first. */
export interface SchemaDefinition {
  readonly coordinate: string;
  readonly location: Location;
  readonly regions: readonly SchemaRegion[];
}

/** A schema, taken apart. */
export interface SchemaParts {
  readonly file: SourceFile;
  /** How it calls what comes from Federation. */
  readonly names: FederationNames;
  /**
   * All parts by coordinate, in the order of the file; there always is one for the schema itself. What is Federation's
   * own, and libraries print, is none: nobody can describe, rename or classify it.
   */
  readonly parts: ReadonlyMap<string, SchemaPart>;
  /** The definitions of the file in their order, without those that are Federation's own. */
  readonly definitions: readonly SchemaDefinition[];
}

/** Takes a schema apart. `undefined` when it is not SDL: that composition reports. */
export function schemaParts(file: SourceFile): SchemaParts | undefined {
  let document: DocumentNode;
  try {
    document = parse(new Source(file.text, file.path));
  } catch {
    return undefined;
  }
  const federation = federationDefinitions(document);
  const parts = new Map<string, SchemaPart & { nodes: PartNode[]; members: string[] }>();
  /** Federation's own fields, and what stands in them, have regions and are no parts. */
  const add = (definition: PartNode): SchemaRegion[] => {
    const ofFederation = new Set<SdlPart>();
    return [...sdlParts(definition)].map((part) => {
      const { coordinate, node, holder } = part;
      const isFederationField =
        holder !== null && node.kind === Kind.FIELD_DEFINITION && federation.isField(holder.coordinate, node);
      if (isFederationField || (holder && ofFederation.has(holder))) ofFederation.add(part);
      else {
        const known = parts.get(coordinate);
        if (known) known.nodes.push(node);
        else
          parts.set(coordinate, {
            coordinate,
            holder: holder?.coordinate ?? null,
            nodes: [node],
            members: [],
          });
        if (holder) parts.get(holder.coordinate)?.members.push(coordinate);
      }
      return { coordinate, ...stretchOf(node) };
    });
  };
  parts.set(schemaCoordinate, { coordinate: schemaCoordinate, holder: null, nodes: [], members: [] });
  const definitions = document.definitions
    .filter((node) => isTypeSystemDefinitionNode(node) || isTypeSystemExtensionNode(node))
    .filter((node) => !federation.isWhole(node))
    .map((node) => {
      const regions = add(node);
      return { coordinate: regions[0]?.coordinate ?? schemaCoordinate, location: locationOf(node), regions };
    });
  return { file, names: federation.names, parts, definitions };
}

/** Coordinate of the definition that a part stands in: `T` of `T.f(a:)`. */
export function definitionOf(coordinate: string): string {
  return /^@?\w+/.exec(coordinate)?.[0] ?? coordinate;
}

/** What was written of a part, without comments, layout and members: parts with the same signature are the same. */
export function signatureOf({ nodes }: SchemaPart): string {
  return nodes.map(writtenOf).join('\n');
}

/** Where a node stands: at its name, or at its first token where it has none. */
export function placeOf(subgraph: string, { path }: SourceFile, node: ASTNode): Place {
  const { startToken } = locationOf('name' in node && node.name ? node.name : node);
  return { subgraph, file: path, line: startToken.line, column: startToken.column };
}

function stretchOf(node: PartNode): { from: number; to: number } {
  const { startToken, end } = locationOf(node);
  let { prev } = startToken;
  while (prev?.kind === TokenKind.COMMENT) prev = prev.prev;
  return { from: prev?.end ?? 0, to: end };
}

function writtenOf(node: PartNode): string {
  const { startToken, endToken } = locationOf(node);
  const ends = new Map(
    membersOf(node).map((member) => [locationOf(member).startToken, locationOf(member).endToken]),
  );
  const written: string[] = [];
  for (let token = startToken; ; ) {
    const skipped = ends.get(token);
    if (!skipped && token.kind !== TokenKind.COMMENT) written.push(token.value ?? token.kind);
    const last = skipped ?? token;
    if (last === endToken || !last.next) break;
    token = last.next;
  }
  return written.join(' ');
}

function locationOf(node: ASTNode): Location {
  // Every node has its location: the parser was not told to leave it out.
  if (!node.loc) throw new TypeError(`a ${node.kind} without location`);
  return node.loc;
}
