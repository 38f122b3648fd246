import { isAbstractType } from 'graphql';
import { collectFields } from './collect-fields.ts';
import { compileField } from './compile-field.ts';
import { compileObject } from './compile-object.ts';
import { compileUnknownType, dependOnType } from './compile-typename.ts';
import type { ShapeCompiler, ShapeContext } from './shape-context.ts';

/** Creates the compiler for one operation. */
export function createShapeCompiler(context: ShapeContext): ShapeCompiler {
  const compiler: ShapeCompiler = {
    object: (type, selectionSets, coordinate) =>
      compileObject(context.schema, compiler, type, selectionSets, coordinate),
    fields(type, selectionSets) {
      const fields = collectFields(context, type, selectionSets).map((field) =>
        compileField(context, compiler, type, field),
      );
      return isAbstractType(type) && dependOnType(context, type, selectionSets)
        ? [compileUnknownType(type), ...fields]
        : fields;
    },
  };
  return compiler;
}
