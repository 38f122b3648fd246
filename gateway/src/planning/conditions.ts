import { type DirectiveNode, type DocumentNode, Kind, type SelectionNode, visit } from 'graphql';

/**
 * Values of the variables on which `@skip`, `@include` and `@defer` of a document depend, by name; and {@link deferring}, where
 * something may be deferred.
 */
export type Conditions = Readonly<Record<string, boolean>>;

/** True in the {@link Conditions} of a document with `@defer` whose client takes an answer in parts. No variable is called so. */
export const deferring = '@defer';

/** What a document depends on. */
interface ConditionNames {
  /** Variables of `@skip` and `@include`. */
  readonly selecting: readonly string[];
  /** Variables of `@defer`, and {@link deferring}; nothing where there is none. */
  readonly deferring: readonly string[];
}

function conditionNames(document: DocumentNode): ConditionNames {
  const selecting = new Set<string>();
  const deferred = new Set<string>();
  visit(document, {
    Directive(directive) {
      if (isDefer(directive)) deferred.add(deferring);
      const value = conditionOf(directive);
      if (value?.kind === Kind.VARIABLE) (isDefer(directive) ? deferred : selecting).add(value.name.value);
    },
  });
  return { selecting: [...selecting], deferring: [...deferred] };
}

/** The conditions of a document that depends on none. */
export const unconditional: Conditions = {};

/**
 * Creates the reader of a document's conditions from coerced variables: of all those on which what it selects depends, and
 * no others. The same document is looked through once.
 */
export function createConditionReader(): (
  document: DocumentNode,
  coerced: Readonly<Record<string, unknown>>,
  takesParts?: boolean,
) => Conditions {
  const known = new WeakMap<DocumentNode, ConditionNames>();
  return (document, coerced, takesParts = false) => {
    let found = known.get(document);
    if (!found) {
      found = conditionNames(document);
      known.set(document, found);
    }
    const { selecting } = found;
    const names = takesParts && found.deferring.length > 0 ? [...selecting, ...found.deferring] : selecting;
    return names.length === 0
      ? unconditional
      : Object.fromEntries(names.map((name) => [name, name === deferring || coerced[name] === true]));
  };
}

/**
 * What a document selects under given conditions: a document without `@skip` and `@include`, and with `@defer`, then without
 * an `if`, only where something is deferred. A selection set from which everything is left out stays, empty.
 */
export function selectUnder(document: DocumentNode, conditions: Conditions): DocumentNode {
  const select = <Node extends SelectionNode>(node: Node): Node | null | undefined => {
    if (!node.directives?.length) return undefined;
    if (!isIncluded(node, conditions)) return null;
    return { ...node, directives: node.directives.flatMap((one) => remaining(one, conditions)) };
  };
  return visit(document, { Field: select, InlineFragment: select, FragmentSpread: select });
}

function isIncluded({ directives = [] }: SelectionNode, conditions: Conditions): boolean {
  return directives.every((directive) => {
    const value = isDefer(directive) ? undefined : conditionOf(directive);
    if (!value) return true;
    return holds(value, conditions) === (directive.name.value === 'include');
  });
}

/** What stays of a directive at something that is selected. */
function remaining(directive: DirectiveNode, conditions: Conditions): DirectiveNode[] {
  const value = conditionOf(directive);
  if (!isDefer(directive)) return value ? [] : [directive];
  if (conditions[deferring] !== true || (value && !holds(value, conditions))) return [];
  const given = directive.arguments?.filter(({ name }) => name.value !== 'if') ?? [];
  return [{ ...directive, arguments: given }];
}

function holds(value: NonNullable<ReturnType<typeof conditionOf>>, conditions: Conditions): boolean {
  return value.kind === Kind.VARIABLE
    ? conditions[value.name.value] === true
    : value.kind === Kind.BOOLEAN && value.value;
}

/** The `if` of `@skip`, `@include` and `@defer`; `undefined` for other directives. */
function conditionOf({ name, arguments: given = [] }: DirectiveNode) {
  if (name.value !== 'skip' && name.value !== 'include' && name.value !== 'defer') return undefined;
  return given.find((argument) => argument.name.value === 'if')?.value;
}

function isDefer({ name }: DirectiveNode): boolean {
  return name.value === 'defer';
}
