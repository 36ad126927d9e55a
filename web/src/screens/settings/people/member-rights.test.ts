import { expect, test } from 'vitest';
import { missingIn, rightsChange, rightsWithin, wholeScope } from './member-rights.ts';
import type { RoleRights } from './people-queries.ts';

const roles: readonly RoleRights[] = [
  {
    role: 'owner',
    permissions: ['read', 'comment', 'resolve', 'work', 'import', 'manage', 'administer', 'audit'],
    usualCustomers: 'all',
  },
  { role: 'manager', permissions: ['read', 'comment', 'resolve', 'work', 'import', 'manage'], usualCustomers: 'all' },
  { role: 'collector', permissions: ['read', 'comment', 'resolve', 'work'], usualCustomers: 'portfolio' },
];

test('an owner made a collector loses the import, the scenarios, the settings and the audit', () => {
  expect(rightsChange({ role: 'owner', scope: wholeScope }, { role: 'collector', scope: wholeScope }, roles)).toEqual({
    gains: [],
    loses: ['import', 'manage', 'administer', 'audit'],
  });
});

test('a manager of one entity imports its ledger and changes nothing of the whole organisation; of one agency, imports nothing', () => {
  expect(rightsWithin('manager', { ...wholeScope, entities: ['e'] }, roles)).toContain('import');
  expect(rightsWithin('manager', { ...wholeScope, entities: ['e'] }, roles)).not.toContain('manage');
  expect(rightsWithin('manager', { ...wholeScope, agencies: ['Nord'] }, roles)).not.toContain('import');
  expect(rightsWithin('manager', { ...wholeScope, customers: 'portfolio' }, roles)).not.toContain('import');
});

test('the same role over all customers again gains back what the scope took', () => {
  const narrow = { ...wholeScope, agencies: ['Nord'] };
  expect(rightsChange({ role: 'manager', scope: narrow }, { role: 'manager', scope: wholeScope }, roles).gains).toEqual([
    'import',
    'manage',
  ]);
});

test('a scope is complete when every list has a name, one’s own customers a ledger name, and a partner a part', () => {
  expect(missingIn('collector', wholeScope)).toBeUndefined();
  expect(missingIn('collector', { ...wholeScope, agencies: [] })).toBe('agencies');
  expect(missingIn('collector', { ...wholeScope, entities: [] })).toBe('entities');
  expect(missingIn('sales', { ...wholeScope, customers: 'own', salesRep: ' ' })).toBe('salesRep');
  expect(missingIn('sales', { ...wholeScope, customers: 'own', salesRep: 'Durand' })).toBeUndefined();
  expect(missingIn('partner', wholeScope)).toBe('part');
});
