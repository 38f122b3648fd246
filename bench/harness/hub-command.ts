/** The `hub` command's module, which children run as a person would. */
export const hubCommand: string = import.meta.resolve('../../packages/cli/src/main.ts');
