export const customersOfFile = 10;
export const itemsOfFile = 2 * customersOfFile;

/** An export of a ledger: its customers have an address and two invoices each, one of them late. */
export function exportOf(number: number, customers = customersOfFile): string {
  const day = (days: number): string => Temporal.Now.plainDateISO().add({ days }).toString();
  const lines = Array.from({ length: customers }, (_, index) => {
    const code = `C${number}-${index}`;
    const head = `${code};Menuiserie ${code};compta@${code.toLowerCase()}.example`;
    return [
      `${head};F${number}-${index}-1;Facture;${day(-60)};${day(-30)};120,00;EUR`,
      `${head};F${number}-${index}-2;Facture;${day(-10)};${day(20)};80,50;EUR`,
    ];
  }).flat();
  return ['Code client;Nom client;E-mail;Numéro;Type;Date;Échéance;Montant;Devise', ...lines, ''].join('\n');
}
