export * from './bulk/index.ts';
export { isFrenchWorkingDay } from './terms/french-holidays.ts';
