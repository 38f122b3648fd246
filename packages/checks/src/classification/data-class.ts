/**
 * How data is classified, by UK GDPR:
 * `none` identifies nobody; `personal` relates to a person who can be identified (Art. 4(1)); `special-category`
 * reveals what Art. 9(1) lists, such as health or ethnic origin; `criminal-offence` relates to convictions and offences
 * (Art. 10; Data Protection Act 2018 s.11(2): their alleged commission, proceedings and sentencing too).
 */
export const dataClasses = ['none', 'personal', 'special-category', 'criminal-offence'] as const;

/** A classification. */
export type DataClass = (typeof dataClasses)[number];

/** Whether a text is the name of a classification. */
export function isDataClass(text: unknown): text is DataClass {
  return dataClasses.some((one) => one === text);
}

/**
 * Whether `given` says less than `expected`: data that a name says is special-category or criminal-offence data is
 * called merely personal. `none` does not: it states that the name misleads.
 */
export function isWeaker(given: DataClass, expected: DataClass): boolean {
  return given === 'personal' && expected !== 'personal' && expected !== 'none';
}
