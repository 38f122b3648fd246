import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import { scratchAdapterFactory } from './scratch-adapter-factory.ts';

/** The part of the platform's WebAssembly used here; Node's types leave it to those of browsers. */
declare const WebAssembly: {
  Module: new (code: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: { __wbindgen_start(): void } };
};

/**
 * Runs `work` with Prisma's schema engine on the server of an administrator's URL: the WebAssembly build from npm,
 * since the Prisma command line downloads a native one from a host that closed networks do not reach.
 * @param schema path and text of a `schema.prisma`
 */
export async function withSchemaEngine<Result>(
  adminUrl: string,
  schema: { readonly path: string; readonly content: string },
  work: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  const { SchemaEngine } = await loadEngine();
  const panic = Promise.withResolvers<never>();
  // The engine's last words, before it traps outside any call of ours and would leave us waiting.
  const registry = {
    set_message: (words: string) => panic.reject(new Error(`Prisma's schema engine: ${words}`)),
  };
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: registry });
  const adapters = bindMigrationAwareSqlAdapterFactory(scratchAdapterFactory(adminUrl));
  const datamodels: [string, string][] = [[schema.path, schema.content]];
  try {
    const engine = await SchemaEngine.new({ datamodels }, () => undefined, adapters);
    const result = await Promise.race([work(engine), panic.promise]);
    engine.free();
    return result;
  } catch (error) {
    // The engine reports an error of PostgreSQL by number only and leaves it with the adapter.
    const number = /External error id#(\d+)/.exec(String(error))?.[1];
    throw (number !== undefined && adapters.errorRegistry.consumeError(Number(number))?.error) || error;
  }
}

type Bindings = typeof import('@prisma/schema-engine-wasm/schema_engine_bg');

let loaded: Promise<Bindings> | undefined;

/** Instantiates the engine once in a process: its bindings keep views of one instance's memory. */
function loadEngine(): Promise<Bindings> {
  loaded ??= instantiate();
  return loaded;
}

async function instantiate(): Promise<Bindings> {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const code = new WebAssembly.Module(readFileSync(join(dirname(file), 'schema_engine_bg.wasm')));
  const instance = new WebAssembly.Instance(code, { './schema_engine_bg.js': { ...bindings } });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings;
}
