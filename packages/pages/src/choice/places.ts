import { crsContract, crsContracts, probationRegion, probationRegions } from '@throughgate/domain';

/** An entry of a list to choose from. */
export interface Option {
  readonly value: string;
  readonly text: string;
  readonly selected?: boolean;
}

/** Probation regions to choose from, and all of them. */
export function regionOptions(selected: string | undefined): readonly Option[] {
  return [
    { value: '', text: 'England and Wales' },
    ...probationRegions()
      .map(({ code, name }) => ({ value: code, text: name, selected: code === selected }))
      .toSorted((one, other) => one.text.localeCompare(other.text)),
  ];
}

/** Contracts to choose from, by region, and none. */
export function contractOptions(selected: string | undefined): readonly Option[] {
  return [
    { value: '', text: 'Any' },
    ...crsContracts()
      .map(({ reference, title, region }) => ({
        value: reference,
        text: `${region}: ${title} (${reference})`,
        selected: reference === selected,
      }))
      .toSorted((one, other) => one.text.localeCompare(other.text)),
  ];
}

/** A contract in words; its reference where nobody knows it. */
export function contractInWords(reference: string): string {
  const contract = crsContract(reference);
  return contract ? `${contract.title} (${reference})` : reference;
}

/** A region in words; its code where nobody knows it. */
export function regionInWords(code: string): string {
  return probationRegion(code)?.name ?? code;
}

/** Codes of the regions that a contract serves. */
export function regionsOfContract(reference: string): readonly string[] {
  const region = crsContract(reference)?.region;
  return probationRegions()
    .filter(({ name }) => name === region)
    .map(({ code }) => code);
}
