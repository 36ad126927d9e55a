// Parts that names are put together from. The roots are invented, so that no firm, place or person is meant.

export const roots = [
  'Valbrume',
  'Montcerel',
  'Orvanne',
  'Belcastre',
  'Fontrevel',
  'Chantelune',
  'Roquemir',
  'Vermeuse',
  'Argelise',
  'Brumont',
  'Cassival',
  'Dorlange',
  'Esterive',
  'Falconde',
  'Grisaube',
  'Hautesève',
  'Ivrelle',
  'Jonquerel',
  'Larmoise',
  'Marsolent',
  'Noirval',
  'Ombrelle',
  'Pierrelune',
  'Quercinel',
  'Rivaubel',
  'Solvanne',
  'Tourmelin',
  'Ussival',
  'Vauclerel',
  'Yvremont',
  'Aubrefeuil',
  'Boisclar',
  'Cormelin',
  'Drevanne',
  'Espérol',
  'Florimel',
  'Gardanelle',
  'Herbevaux',
  'Ilmare',
  'Lorvigne',
  'Mirecombe',
  'Nervanche',
  'Orsonne',
  'Plessange',
  'Ravinel',
  'Sombreval',
  'Trélisse',
  'Valdorge',
  'Vignolaire',
  'Zélande-Haute',
] as const;

export const endings = [
  '',
  '',
  '',
  ' Frères',
  ' et Fils',
  ' Associés',
  ' Nord',
  ' Sud',
  ' Océan',
  ' Alpes',
  ' Développement',
  ' Rénovation',
] as const;

export const trades = {
  key: ['Constructions', 'Groupe', 'Habitat', 'Bâtiments', 'Promotion', 'Résidences'],
  wholesaler: ['Négoce', 'Matériaux', 'Distribution', 'Comptoir', 'Dépôt', 'Fournitures'],
  artisan: [
    'Menuiserie',
    'Ateliers',
    'Charpentes',
    'Fermetures',
    'Agencement',
    'Vérandas',
    'Ébénisterie',
    'Miroiterie',
    'Ossature',
    'Volets',
  ],
  public: ['Mairie de', 'Commune de', 'Communauté de communes de', 'Collège de', 'Office de l’habitat de', 'Hôpital local de'],
} as const;

export const legalForms = ['SARL', 'SAS', 'EURL', 'SA', 'SASU'] as const;
export const foreignForms = {
  BE: ['SRL', 'BV'],
  DE: ['GmbH', 'KG'],
  IT: ['Srl', 'SpA'],
  CH: ['Sàrl', 'AG'],
  GB: ['Ltd', 'LLP'],
} as const;
export const foreignTrades = {
  BE: ['Menuiseries', 'Houthandel', 'Bois'],
  DE: ['Tischlerei', 'Holzbau', 'Fensterbau'],
  IT: ['Falegnameria', 'Serramenti', 'Legnami'],
  CH: ['Menuiserie', 'Schreinerei', 'Holz'],
  GB: ['Joinery', 'Timber', 'Windows'],
} as const;
export const foreignRoots = {
  BE: ['Valbrume', 'Waterloon', 'Ardenbois', 'Maasvelder', 'Lustinval'],
  DE: ['Brunnwald', 'Eichenrode', 'Falkenau', 'Grauheim', 'Lindenhorst'],
  IT: ['Valdorata', 'Montelucio', 'Rivascura', 'Borgoverno', 'Pietralba'],
  CH: ['Montsorel', 'Arvenberg', 'Lacombre', 'Steinmatt', 'Valsonne'],
  GB: ['Ashbourne Vale', 'Harrowmere', 'Oakhollow', 'Tillbury Marsh', 'Wrenfield'],
} as const;
export const foreignCities = { BE: 'Lustinval', DE: 'Eichenrode', IT: 'Valdorata', CH: 'Montsorel', GB: 'Harrowmere' } as const;

export const townStarts = [
  'Saint-Aubrel',
  'Villebrume',
  'Pont-Cerel',
  'La Chapelle-Orvanne',
  'Bourg-Vermeuse',
  'Mont-Grisaube',
  'Les Essarts-Noirval',
  'Château-Larmoise',
] as const;
export const townEnds = ['-sur-Drelle', '-en-Valdorge', '-les-Prés-Longs', '', '-la-Haute', '-sous-Bois'] as const;
export const streets = [
  'rue des Copeaux',
  'rue du Vieux Rabot',
  'allée des Tilleuls Gris',
  'chemin de la Scierie Basse',
  'avenue des Compagnons',
  'impasse du Trusquin',
  'zone artisanale des Longs Bois',
  'place du Marché aux Planches',
  'route de Valbrume',
  'quai des Flotteurs',
] as const;
export const foreignStreets = {
  BE: 'Vieille Scierie',
  DE: 'Sägewerkweg',
  IT: 'Via della Pialla',
  CH: 'Chemin du Copeau',
  GB: 'Sawpit Lane',
} as const;

export const firstNames = [
  'Camille',
  'Nadia',
  'Étienne',
  'Solène',
  'Karim',
  'Lucie',
  'Hugo',
  'Inès',
  'Mathilde',
  'Yann',
  'Farid',
  'Élodie',
  'Bastien',
  'Clara',
  'Omar',
  'Jeanne',
  'Tristan',
  'Salomé',
  'Victor',
  'Aïcha',
] as const;
export const lastNames = [
  'Corvanel',
  'Desmaroux',
  'Filbert-Laune',
  'Garrivel',
  'Houspierre',
  'Jolivanne',
  'Kermadur',
  'Lestavel',
  'Mortesagne',
  'Nervoix',
  'Orsivault',
  'Pradelune',
  'Quillevère',
  'Rastignan',
  'Sauvelage',
  'Tournebois',
  'Valmoreau',
  'Vidouze-Mas',
] as const;

export const goods = [
  'Fenêtres PVC',
  'Portes intérieures',
  'Parquet chêne',
  'Escalier quart tournant',
  'Volets roulants',
  'Baies coulissantes',
  'Quincaillerie',
  'Panneaux bois',
  'Bardage mélèze',
  'Cloisons',
  'Plinthes et moulures',
  'Isolants biosourcés',
] as const;

/** The team of the made-up company. */
export const team = [
  { name: 'Camille Corvanel', email: 'camille.corvanel@demo.example', role: 'collector' },
  { name: 'Karim Desmaroux', email: 'karim.desmaroux@demo.example', role: 'collector' },
  { name: 'Solène Quillevère', email: 'solene.quillevere@demo.example', role: 'collector' },
] as const;
export const salesReps = ['Bastien Garrivel', 'Inès Lestavel', 'Yann Mortesagne', 'Clara Pradelune', 'Omar Tournebois'] as const;
export const agencies = ['Valbrume', 'Montcerel', 'Orvanne', 'Roquemir'] as const;
export const company = {
  name: 'Menuiseries Hautebrune',
  legalName: 'Menuiseries Hautebrune SAS',
  city: 'Valbrume-sur-Drelle',
  registerCity: 'Valbrume',
  postcode: '00100',
  street: '12 rue des Copeaux',
} as const;
