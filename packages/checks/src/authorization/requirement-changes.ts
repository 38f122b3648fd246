import type { Requirement } from '@throughgate/authorization';
import { followsFrom } from '../requirements/follows-from.ts';
import type { AccessGraph } from './access-graph.ts';

/** What a change did to what is required somewhere, for fields that were there before. */
export interface RequirementChange {
  /** Coordinate of the field, or of the type, whose requirement changed. */
  readonly coordinate: string;
  /** What it required before, and requires now, all that has to do with it taken together. */
  readonly before: Requirement;
  readonly after: Requirement;
  /** Coordinates of the fields that it concerns. */
  readonly fields: readonly string[];
  /** Coordinates that have to do with it, the most telling first. */
  readonly about: readonly string[];
}

/** Fields whose answers other callers get now than before. */
export interface RequirementChanges {
  /** Somebody sees what they could not see. */
  readonly opened: readonly RequirementChange[];
  /** Somebody does not see any more what they could. */
  readonly closed: readonly RequirementChange[];
}

/** Compares who may see each field that clients have in both graphs. Those of interfaces follow those of objects. */
export function requirementChanges(before: AccessGraph, after: AccessGraph): RequirementChanges {
  const opened = new Map<string, RequirementChange & { fields: string[] }>();
  const closed = new Map<string, RequirementChange & { fields: string[] }>();
  for (const [type, { kind, fields }] of after.types) {
    const live = before.types.get(type);
    if (kind !== 'object' || !live) continue;
    for (const [field, { returns }] of fields) {
      const old = live.fields.get(field);
      if (!old) continue;
      const was = before.requirements.ofField(type, field);
      const is = after.requirements.ofField(type, field);
      if (!followsFrom(is, was)) note(opened, type, field, returns, (one, other) => !followsFrom(other, one));
      if (!followsFrom(was, is)) note(closed, type, field, returns, (one, other) => !followsFrom(one, other));
    }
  }
  return { opened: [...opened.values()], closed: [...closed.values()] };

  /** Blames the field itself, else the type around it or behind it, whichever changed: a type is told once for all its fields. */
  function note(
    noted: Map<string, RequirementChange & { fields: string[] }>,
    type: string,
    field: string,
    returns: string,
    differs: (was: Requirement, is: Requirement) => boolean,
  ): void {
    const ofType = (name: string) =>
      differs(before.requirements.ofType(name), after.requirements.ofType(name));
    const coordinate = `${type}.${field}`;
    const own = differs(
      before.requirements.ownOfField(type, field),
      after.requirements.ownOfField(type, field),
    );
    const blamed = !own && ofType(type) ? type : !own && ofType(returns) ? returns : coordinate;
    const known = noted.get(blamed);
    if (known) {
      known.fields.push(coordinate);
      return;
    }
    const requirementIn = ({ requirements }: AccessGraph) =>
      blamed === coordinate ? requirements.ofField(type, field) : requirements.ofType(blamed);
    noted.set(blamed, {
      coordinate: blamed,
      before: requirementIn(before),
      after: requirementIn(after),
      fields: [coordinate],
      about: [blamed, coordinate, type, returns],
    });
  }
}
