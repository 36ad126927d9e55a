// What several scenarios of the library say alike. The law is named by the debtor's kind: penalties and the 40 € to a business, interest and the
// 40 € of public procurement to a public buyer, nothing of the kind to anybody else.

/** Said in French. */
export const sharedFr = {
  penalties: `{% if entity.country == 'FR' and customer.kind == 'business' %}Nous vous rappelons que tout retard de paiement rend exigibles de plein droit des pénalités de retard et une indemnité forfaitaire de recouvrement de 40\u00a0€ par facture (articles L441-10 et D441-5 du code de commerce). Elles ne sont pas comprises dans le montant ci-dessus.{% elsif entity.country == 'FR' and customer.kind == 'public' %}Nous vous rappelons que le retard de paiement fait courir de plein droit des intérêts moratoires et ouvre droit à une indemnité forfaitaire de 40\u00a0€ pour frais de recouvrement (articles L2192-13 et D2192-35 du code de la commande publique). Ils ne sont pas compris dans le montant ci-dessus.{% endif %}`,
  interest: `{% if interestTotal != '' %}Voici, à ce jour, le décompte de ce que le retard ajoute{% if customer.kind == 'consumer' %} depuis la mise en demeure{% else %} de plein droit{% endif %}\u00a0:

{{ interest }}{% endif %}`,
  basis: `{% if entity.country == 'FR' %}La présente vaut mise en demeure au sens de l’article 1344 du code civil{% unless customer.kind == 'business' or customer.kind == 'public' %}\u00a0; à compter de sa réception, les intérêts courent au taux légal (article 1231-6 du même code){% endunless %}.{% else %}La présente vaut mise en demeure de payer.{% endif %}`,
  crossed: 'Si votre règlement nous est parvenu entre-temps, ne tenez pas compte de ce message.',
  callOpening: `1. Demandez {{ contact.name }}, ou la personne qui valide les paiements de {{ customer.name }}. Présentez-vous et dites pour qui vous appelez.`,
  callEnd: `Convenez d’une date, d’un montant et d’un moyen de paiement. Répétez-les à voix haute.
5. Vérifiez l’adresse du prochain message. Remerciez. Notez aussitôt le résultat.`,
} as const;

/** Said in English. */
export const sharedEn = {
  penalties: `{% if entity.country == 'FR' and customer.kind == 'business' %}Please note that late payment makes late-payment penalties and a fixed recovery compensation of €40 per invoice due by operation of law (articles L441-10 and D441-5 of the French Commercial Code). They are not included in the amount above.{% elsif entity.country == 'FR' and customer.kind == 'public' %}Please note that late payment gives rise, by operation of law, to default interest and to a fixed sum of €40 for recovery costs (articles L2192-13 and D2192-35 of the French Public Procurement Code). They are not included in the amount above.{% endif %}`,
  interest: `{% if interestTotal != '' %}What late payment adds {% if customer.kind == 'consumer' %}since the formal notice{% else %}by operation of law{% endif %}, to date:

{{ interest }}{% endif %}`,
  basis: `{% if entity.country == 'FR' %}This is a formal notice within the meaning of article 1344 of the French Civil Code{% unless customer.kind == 'business' or customer.kind == 'public' %}; from its receipt, interest runs at the statutory rate (article 1231-6 of the same code){% endunless %}.{% else %}This is a formal notice to pay.{% endif %}`,
  crossed: 'If your payment has reached us in the meantime, please disregard this message.',
  callOpening: `1. Ask for {{ contact.name }}, or whoever approves payments for {{ customer.name }}. Say who you are and for whom you call.`,
  callEnd: `Agree on a date, an amount and a means of payment. Repeat them aloud.
5. Make sure of the address for the next message. Thank them. Write the outcome down at once.`,
} as const;
