/** Somebody of whom the examples' mutations record something. */
export const examplePerson = {
  crn: 'X204011',
  forename: 'Jack',
  surname: 'Cooper',
  dateOfBirth: '1996-04-14',
  sex: 'M',
};
