// Everybody's mailbox provider says nothing of whose colleague one is.
const domains = new Set(
  (
    'gmail.com googlemail.com icloud.com me.com mac.com msn.com aim.com mail.com email.com usa.com hey.com duck.com fastmail.com fastmail.fm zoho.com ' +
    'zohomail.eu proton.me pm.me protonmail.com protonmail.ch tutanota.com tuta.io mailfence.com mailo.com netcourrier.com posteo.net posteo.de ' +
    'wanadoo.fr free.fr aliceadsl.fr freesbee.fr libertysurf.fr sfr.fr neuf.fr cegetel.net club-internet.fr 9online.fr 9business.fr numericable.fr ' +
    'numericable.com noos.fr bbox.fr laposte.net dbmail.com voila.fr caramail.com caramail.fr tele2.fr nordnet.fr ozone.net k-net.fr mageos.com ' +
    'web.de t-online.de freenet.de arcor.de bluewin.ch hispeed.ch sunrise.ch skynet.be telenet.be proximus.be scarlet.be voo.be pt.lu ziggo.nl kpnmail.nl ' +
    'xs4all.nl libero.it virgilio.it alice.it tin.it telefonica.net terra.es sapo.pt btinternet.com btopenworld.com virginmedia.com ntlworld.com ' +
    'blueyonder.co.uk talktalk.net sky.com eircom.net comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net ' +
    'videotron.ca bell.net rogers.com shaw.ca sympatico.ca qq.com 163.com 126.com naver.com mail.ru menara.ma topnet.tn'
  ).split(' '),
);
// The same providers in many countries.
const providers =
  /^(?:yahoo|ymail|rocketmail|hotmail|live|outlook|gmx|aol|orange|tiscali|yandex|vodafone|telia|seznam|wp|o2)\.[a-z]{2,3}(?:\.[a-z]{2})?$/;

/** The domain of an address when it is a company's own; '' when it is a provider's, or there is none. */
export function companyDomain(address: string): string {
  const domain = address.toLowerCase().split('@')[1] ?? '';
  return domains.has(domain) || providers.test(domain) || !domain.includes('.') ? '' : domain;
}
