import { isAbstractType } from 'graphql';
import { collectFields } from './collect-fields.ts';
import { compileDeferral } from './compile-deferral.ts';
import { compileField } from './compile-field.ts';
import { compileObject } from './compile-object.ts';
import { compileSought } from './compile-sought.ts';
import { compileUnknownType, dependOnType } from './compile-typename.ts';
import { objectFields } from './complete-fields.ts';
import type { ShapeCompiler, ShapeContext } from './shape-context.ts';

/** Creates the compiler for one operation. */
export function createShapeCompiler(context: ShapeContext): ShapeCompiler {
  const compiler: ShapeCompiler = {
    object(type, selections, coordinate) {
      const complete = compileObject(context.schema, compiler, type, selections, coordinate);
      return context.sought.has(type.name) ? compileSought(complete) : complete;
    },
    fields(type, selections) {
      const collected = collectFields(context, type, selections);
      const fields = [
        ...collected.fields.map((field) => compileField(context, compiler, type, field)),
        ...collected.deferred.map((fragment) => compileDeferral(context.schema, compiler, type, fragment)),
      ];
      const unknown = isAbstractType(type) && dependOnType(context, type, selections);
      return objectFields(unknown ? [compileUnknownType(type), ...fields] : fields, !context.defers);
    },
  };
  return compiler;
}
