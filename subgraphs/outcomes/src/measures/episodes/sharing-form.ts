import { currentRegionCode } from '@throughgate/domain';
import { aboutPerson } from './about-person.ts';
import { caseOn } from './case-on.ts';
import { columns } from './columns.ts';
import { defineEpisodes } from './define-episodes.ts';
import { readReceivedForms, readUnits } from './read-sharing.ts';

/** Forms by which people consent that probation tells the Jobcentre of them, once these arrived. */
export const sharingForm = defineEpisodes({
  name: 'sharing_form',
  describes: 'A form by which somebody on probation consents to sharing, which the Jobcentre received.',
  about: 'person',
  version: 1,
  columns: {
    received_on: { type: 'date', describes: 'Day on which the Jobcentre received it.' },
    feedback_on: { type: 'date', describes: 'Day on which the Jobcentre told probation what came of it.' },
    sex: columns.sex,
    age: columns.age,
    region_code: columns.region_code,
    delivery_unit_code: columns.delivery_unit_code,
  },
  async derive(context) {
    const forms = await readReceivedForms(context);
    const units = await readUnits(context);
    return forms.map(({ id, file_id, person_id, received_on, feedback_on }) => {
      const unit = caseOn(units.get(file_id) ?? [], received_on);
      return {
        id,
        personId: person_id,
        received_on,
        feedback_on,
        ...aboutPerson(context.people.get(person_id), received_on),
        region_code: regionOfUnit(unit),
        delivery_unit_code: unit?.unit_code ?? null,
      };
    });
  },
});

function regionOfUnit(unit: { readonly region_code: string | null } | undefined): string | null {
  const code = unit?.region_code;
  return code == null ? null : (currentRegionCode(code) ?? code);
}
