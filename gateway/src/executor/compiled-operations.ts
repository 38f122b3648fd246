import { createBoundedCache } from '../data/bounded-cache.ts';
import { unconditional } from '../planning/conditions.ts';
import type { CompiledOperation } from './compiled-operation.ts';
import type { PlannableOperation } from './executor.ts';

/** What {@link createCompiledOperations} needs. */
export interface CompiledOperationsOptions {
  /** Most operations to keep, one for each combination of its conditions and of what is withheld; the one unused for longest goes first. */
  readonly capacity: number;
  /** Plans and compiles an operation; may raise. */
  readonly compile: (source: PlannableOperation) => Promise<CompiledOperation>;
  /** Told for each operation to be executed whether it was there. */
  readonly onLookup?: ((found: boolean) => void) | undefined;
}

/** Operations kept compiled. */
export interface CompiledOperations {
  /**
   * Gives an operation to be executed: at once when it is there, else once it is compiled, which is done once for all that ask
   * meanwhile. Raises whatever compiling raises.
   */
  get(source: PlannableOperation): CompiledOperation | Promise<CompiledOperation>;
  /** Compiles an operation ahead. Raises whatever compiling raises. */
  prepare(source: PlannableOperation): Promise<void>;
  /** At most so many of them, those executed most often first. */
  mostUsed(limit: number): readonly PlannableOperation[];
}

interface Kept {
  readonly source: PlannableOperation;
  readonly operation: CompiledOperation;
  /** How often it was executed. */
  uses: number;
}

/** Creates the cache of {@link CompiledOperations}. */
export function createCompiledOperations(options: CompiledOperationsOptions): CompiledOperations {
  const { capacity, compile, onLookup } = options;
  const compiled = createBoundedCache<Kept>(capacity);

  /** What is being compiled. */
  const coming = new Map<string, Promise<Kept>>();

  return {
    get(source) {
      const key = keyOf(source);
      const known = compiled.get(key);
      onLookup?.(known !== undefined);
      return known ? used(known) : comingOf(key, source).then(used);
    },
    async prepare(source) {
      const key = keyOf(source);
      if (!compiled.get(key)) await comingOf(key, source);
    },
    mostUsed: (limit) =>
      // Sorting is stable: of those used equally often, the most recent stays first.
      [...compiled.values()]
        .reverse()
        .sort((one, other) => other.uses - one.uses)
        .slice(0, limit)
        .map(({ source }) => source),
  };

  function comingOf(key: string, source: PlannableOperation): Promise<Kept> {
    const known = coming.get(key);
    if (known) return known;
    const one = add(key, source).finally(() => coming.delete(key));
    coming.set(key, one);
    return one;
  }

  async function add(key: string, source: PlannableOperation): Promise<Kept> {
    const kept: Kept = { source, operation: await compile(source), uses: 0 };
    compiled.set(key, kept);
    return kept;
  }
}

function used(kept: Kept): CompiledOperation {
  kept.uses += 1;
  return kept.operation;
}

/**
 * Everything on which a plan depends. What is withheld comes first, after a mark with which neither a document nor a name can
 * begin: whatever a caller sends, it finds no plan that was made for more than the caller may have.
 */
function keyOf(operation: PlannableOperation): string {
  const { withheld } = operation;
  return withheld ? `!${withheld.key}\n${conditionedKey(operation)}` : conditionedKey(operation);
}

function conditionedKey({ query, operationName, conditions }: PlannableOperation): string {
  const named = operationName === undefined ? query : `${operationName}\n${query}`;
  if (conditions === unconditional) return named;
  const values = Object.values(conditions).map((value) => (value ? '1' : '0'));
  return values.length === 0 ? named : `${values.join('')}\n${named}`;
}
