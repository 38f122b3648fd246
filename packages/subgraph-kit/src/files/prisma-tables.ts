/** What Prisma generates about the models of a client: `Prisma.TypeMap`. */
interface PrismaTypeMap {
  readonly model: Readonly<Record<string, { readonly payload: { readonly scalars: object } }>>;
}

/** The tables of an agency as Prisma knows them: name of each model and type of its rows. */
export type PrismaTables<TypeMap extends PrismaTypeMap> = {
  [Model in keyof TypeMap['model']]: TypeMap['model'][Model]['payload']['scalars'];
};
