import { type Sql, sql } from '../../platform/database/index.ts';

type Numbering = { readonly country: string; readonly code: string; readonly trunk: string; readonly mobile: string };

// National numbering plans (ITU-T E.129): the country's code, the digit dialled at home before a number, and what a mobile number begins with.
const plans: readonly Numbering[] = [
  { country: 'FR', code: '33', trunk: '0', mobile: '[67]' },
  { country: 'MC', code: '377', trunk: '', mobile: '[3467]' },
  { country: 'BE', code: '32', trunk: '0', mobile: '4[5-9]' },
  { country: 'LU', code: '352', trunk: '', mobile: '6' },
  { country: 'CH', code: '41', trunk: '0', mobile: '7[4-9]' },
  { country: 'DE', code: '49', trunk: '0', mobile: '1[5-7]' },
  { country: 'AT', code: '43', trunk: '0', mobile: '6[5-9]' },
  { country: 'IT', code: '39', trunk: '', mobile: '3' },
  { country: 'ES', code: '34', trunk: '', mobile: '[67]' },
  { country: 'PT', code: '351', trunk: '', mobile: '9' },
  { country: 'NL', code: '31', trunk: '0', mobile: '6' },
  { country: 'GB', code: '44', trunk: '0', mobile: '7[1-57-9]' },
  { country: 'IE', code: '353', trunk: '0', mobile: '8[35-9]' },
  { country: 'DK', code: '45', trunk: '', mobile: '[2-9]' },
  { country: 'SE', code: '46', trunk: '0', mobile: '7' },
  { country: 'NO', code: '47', trunk: '', mobile: '[49]' },
  { country: 'FI', code: '358', trunk: '0', mobile: '(4|50)' },
  { country: 'PL', code: '48', trunk: '', mobile: '[45678]' },
  { country: 'CZ', code: '420', trunk: '', mobile: '[67]' },
  { country: 'GR', code: '30', trunk: '', mobile: '69' },
  { country: 'RO', code: '40', trunk: '0', mobile: '7' },
  { country: 'MA', code: '212', trunk: '0', mobile: '[67]' },
  { country: 'TN', code: '216', trunk: '', mobile: '[2459]' },
  { country: 'DZ', code: '213', trunk: '0', mobile: '[567]' },
  { country: 'RE', code: '262', trunk: '0', mobile: '69' },
  { country: 'GP', code: '590', trunk: '0', mobile: '69' },
  { country: 'MQ', code: '596', trunk: '0', mobile: '69' },
];

const codeOf = JSON.stringify(Object.fromEntries(plans.map((plan) => [plan.country, `+${plan.code}`])));
const withTrunk = plans.filter((plan) => plan.trunk === '0').map((plan) => plan.country);
const known = `^\\+(${plans.map((plan) => plan.code).join('|')})`;
const mobile = `^\\+(${plans.map((plan) => plan.code + plan.mobile).join('|')})`;

/**
 * A phone number as E.164 where a text message can reach it, else null; `country` is where a number written the national way
 * belongs. A foreign number whose country tells no mobile from a landline is taken as it stands.
 */
export function mobileOf(phone: Sql, country: Sql): Sql {
  return sql`(
    select number.text
    from (select regexp_replace(replace(${phone}, '(0)', ''), '[^0-9+]', '', 'g') as text) as digits
    cross join lateral (
      select case
        when digits.text like '+%' then digits.text
        when digits.text like '00%' then '+' || substr(digits.text, 3)
        else (${codeOf}::jsonb ->> ${country}) || case when ${country} = any(${withTrunk}::text[]) then regexp_replace(digits.text, '^0', '') else digits.text end
      end as text
    ) as number
    where number.text ~ '^\\+[1-9][0-9]{7,14}$' and (number.text !~ ${known} or number.text ~ ${mobile})
  )`;
}
