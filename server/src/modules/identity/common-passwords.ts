/** Words and rows of keys that people choose most, in the two languages of our readers; alone or with a few figures around them. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password passwords passw0rd p@ssw0rd p@ssword password1234 motdepasse motdepasse1 mot de passe motdepass monmotdepasse nouveaumotdepasse
  administrator administrateur admin adminadmin administration welcome bienvenue bonjour bonjourbonjour letmein changeme changemoi
  azerty azertyuiop azertyuiopqsdfgh azertyqwerty qwerty qwertyuiop qwertyuiopasdfgh qwertyuiop[] qwertzuiop qwertyqwerty qwerty123456
  1qaz2wsx3edc 1q2w3e4r5t6y 1q2w3e4r5t6y7u 123qweasdzxc 1234567890ab abcd12345678 123456789abc abc123456789 aqwzsxedcrfv zaq12wsxcde3
  123456789012 1234567891011 12345678901234 0123456789012 012345678910 1234567890123456 987654321098 098765432109 111111111111 123123123123
  iloveyou iloveyouforever iloveyou1234 jetaime jetaimejetaime jetaimemonamour doudoudoudou chouchou loulouloulou marseille olympiquedemarseille
  football basketball baseball superman batman starwars dragon princess princesse sunshine soleilsoleil monkey shadow master trustno1
  correct horse battery staple correcthorsebatterystaple correct-horse-battery-staple
  comptabilite comptabilité facturation recouvrement quitus quitusquitus quitus123456 entreprise societe secretsecret supersecret
  january february december janvier février decembre printemps automne summer winter spring autumn`
    .split(/\s+/)
    .concat('mot de passe', 'mon mot de passe', 'correct horse battery staple'),
);
