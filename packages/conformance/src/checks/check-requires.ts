import { askEntities, tell } from '../ask-entities.ts';
import { difference } from '../difference.ts';
import type { Ask } from '../endpoint.ts';
import type { Entity, RequiresField } from '../entity.ts';
import { fieldSelection } from '../expected-selection.ts';
import type { Fixture, RequiresFixture } from '../fixtures/fixture.ts';
import { fixtureSkeleton } from '../fixtures/fixture-skeleton.ts';
import type { Find, Outcome } from '../report.ts';
import { project, type SelectionTree } from '../selection-tree.ts';

/** A field with `@requires`, asked the way the gateway does. */
export interface RequiredCase {
  readonly fixture: RequiresFixture;
  readonly representation: Readonly<Record<string, unknown>>;
  readonly selection: SelectionTree;
}

/** The cases that the fixtures have of a field; findings where they do not do. */
export function requiredCases(
  find: Find,
  entity: Entity,
  field: RequiresField,
  fixture: Fixture | undefined,
): readonly RequiredCase[] | { readonly findings: ReturnType<Find>[] } {
  const coordinate = `${entity.type}.${field.name}`;
  const given = fixture?.requires.filter((one) => one.field === field.name) ?? [];
  if (given.length === 0) {
    const message = `There is no fixture for ${coordinate}, which requires ${field.text}: add one under \`requires\`, as in ${fixtureSkeleton(entity)}`;
    return { findings: [find('HUB-C069', message, { coordinate, places: fixture ? [fixture.place] : [] })] };
  }
  const cases: RequiredCase[] = [];
  for (const one of given) {
    const refuse = (message: string) => ({
      findings: [find('HUB-C069', message, { coordinate, places: [one.place] })],
    });
    const keys = entity.keys.map((key) => project(one.representation, key.fields));
    const required = project(one.representation, field.fields);
    const key = keys.find((part) => 'value' in part);
    if (!key)
      return refuse(`The representation of ${coordinate} has the fields of no key of ${entity.type}.`);
    if ('missing' in required)
      return refuse(`The representation of ${coordinate} lacks ${required.missing}.`);
    try {
      const below = fieldSelection(entity.definition, field.name, one.expect);
      cases.push({
        fixture: one,
        representation: one.representation,
        selection: new Map([[field.name, below]]),
      });
    } catch (error) {
      return refuse(`The fixture expects what cannot be asked for: ${(error as Error).message}.`);
    }
  }
  return cases;
}

/** Asks for a field with `@requires`, given what it requires, and compares what comes with what the fixture expects. */
export async function checkRequires(
  ask: Ask,
  find: Find,
  entity: Entity,
  field: RequiresField,
  cases: readonly RequiredCase[],
): Promise<Outcome> {
  const coordinate = `${entity.type}.${field.name}`;
  const findings: ReturnType<Find>[] = [];
  for (const { fixture, representation, selection } of cases) {
    const { entities, errors } = await askEntities(ask, entity.type, selection, [representation]);
    const value = entities?.[0]?.[field.name];
    const wrong =
      errors.length > 0
        ? tell(errors)
        : value === undefined
          ? 'no value came'
          : fixture.hasExpect
            ? difference(value, fixture.expect)
            : undefined;
    if (wrong === undefined) continue;
    const message = `${coordinate}, given ${field.text}: ${wrong}.`;
    findings.push(find('HUB-C065', message, { coordinate, places: [fixture.place] }));
  }
  return { findings, note: `${cases.length} ${cases.length === 1 ? 'case' : 'cases'}` };
}
