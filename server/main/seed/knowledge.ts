/** The knowledge of the shop, as plain content: what readers find, and what is still being written. */

export interface SeedText {
  readonly title: string;
  readonly html: string;
}

export interface Titles {
  readonly en: string;
  readonly da: string;
}

export interface SeedCollection {
  readonly name: string;
  readonly title: string;
  /** Whether only some agents may see it. */
  readonly restricted: boolean;
}

export interface SeedCategory {
  readonly name: string;
  readonly titles: Titles;
  /** The collection at whose top it stands, or the category in which it lies. */
  readonly parent: { readonly collection: string } | { readonly category: string };
}

export interface SeedArticle {
  readonly name: string;
  readonly category: string;
  /** Names of agents. */
  readonly author: string;
  readonly owner?: string;
  /** Names of tags. */
  readonly tags: readonly string[];
  /** The languages in which readers see it; elsewhere there is only a draft. */
  readonly published: readonly ('en' | 'da')[];
  readonly texts: { readonly en: SeedText; readonly da: SeedText };
}

export const collections: readonly SeedCollection[] = [
  { name: 'help', title: 'Help centre', restricted: false },
  { name: 'handbook', title: 'Workshop handbook', restricted: true },
];

export const categories: readonly SeedCategory[] = [
  { name: 'delivery', titles: { en: 'Delivery', da: 'Levering' }, parent: { collection: 'help' } },
  { name: 'returns', titles: { en: 'Returns', da: 'Returnering' }, parent: { collection: 'help' } },
  { name: 'refunds', titles: { en: 'Refunds', da: 'Tilbagebetaling' }, parent: { category: 'returns' } },
  { name: 'bicycle', titles: { en: 'Your bicycle', da: 'Din cykel' }, parent: { collection: 'help' } },
  { name: 'repairs', titles: { en: 'Repairs', da: 'Reparationer' }, parent: { collection: 'handbook' } },
];

const both = ['en', 'da'] as const;

export const articles: readonly SeedArticle[] = [
  {
    name: 'delivery-times',
    category: 'delivery',
    author: 'freja',
    owner: 'mads',
    tags: ['delivery'],
    published: both,
    texts: {
      en: {
        title: 'When does my bicycle arrive?',
        html: '<p>A bicycle leaves our warehouse within two working days.</p><ul><li>Denmark: one to two days</li><li>Germany and Sweden: two to four days</li><li>Other countries: up to seven days</li></ul><p>The driver calls half an hour before.</p>',
      },
      da: {
        title: 'Hvornår kommer min cykel?',
        html: '<p>En cykel forlader lageret inden for to hverdage.</p><ul><li>Danmark: en til to dage</li><li>Tyskland og Sverige: to til fire dage</li><li>Andre lande: op til syv dage</li></ul><p>Chaufføren ringer en halv time før.</p>',
      },
    },
  },
  {
    name: 'change-address',
    category: 'delivery',
    author: 'mads',
    tags: ['delivery'],
    published: both,
    texts: {
      en: {
        title: 'Changing the delivery address',
        html: '<p>Until the parcel is packed we can change the address. Write to us with the number of your order and the <strong>complete</strong> new address.</p>',
      },
      da: { title: 'Ændring af leveringsadresse', html: '<p>Indtil pakken er pakket, kan vi ændre adressen. Skriv til os med ordrenummeret og den <strong>fulde</strong> nye adresse.</p>' },
    },
  },
  {
    name: 'damaged-parcel',
    category: 'delivery',
    author: 'freja',
    tags: ['delivery', 'warranty'],
    published: ['en'],
    texts: {
      en: {
        title: 'The parcel is damaged',
        html: '<p>Take a picture of the box and of the damage before you unpack further, and send both to us within seven days. You need not send anything back.</p>',
      },
      da: { title: 'Pakken er beskadiget', html: '<p>Tag et billede af kassen og af skaden, før du pakker videre ud, og send begge til os inden for syv dage. Du skal ikke sende noget retur.</p>' },
    },
  },
  {
    name: 'how-to-return',
    category: 'returns',
    author: 'mads',
    owner: 'mads',
    tags: ['return'],
    published: both,
    texts: {
      en: {
        title: 'How to return a bicycle',
        html: '<ol><li>Ask for a label.</li><li>Take the pedals off and turn the handlebar.</li><li>Put everything into the box it came in.</li></ol><p>The carrier picks the box up at your door. The first return is free.</p>',
      },
      da: {
        title: 'Sådan returnerer du en cykel',
        html: '<ol><li>Bed om en label.</li><li>Tag pedalerne af, og drej styret.</li><li>Læg det hele i kassen, som cyklen kom i.</li></ol><p>Fragtmanden henter kassen hos dig. Den første retur er gratis.</p>',
      },
    },
  },
  {
    name: 'change-size',
    category: 'returns',
    author: 'priya',
    tags: ['return', 'sizing'],
    published: both,
    texts: {
      en: { title: 'Exchanging for another size', html: '<p>We reserve the other size as soon as you ask, and send it when the carrier has scanned the first box. See also our table of sizes.</p>' },
      da: {
        title: 'Bytning til en anden størrelse',
        html: '<p>Vi reserverer den anden størrelse, så snart du spørger, og sender den, når fragtmanden har scannet den første kasse. Se også vores størrelsesskema.</p>',
      },
    },
  },
  {
    name: 'refund-time',
    category: 'refunds',
    author: 'mads',
    tags: ['refund'],
    published: both,
    texts: {
      en: {
        title: 'When do I get my money back?',
        html: '<p>At the latest 14 days after the bicycle has come back, on the card you paid with. If the card has expired we transfer the amount to your account.</p>',
      },
      da: {
        title: 'Hvornår får jeg mine penge tilbage?',
        html: '<p>Senest 14 dage efter, at cyklen er kommet retur, på det kort du betalte med. Er kortet udløbet, overfører vi beløbet til din konto.</p>',
      },
    },
  },
  {
    name: 'gift-card-refund',
    category: 'refunds',
    author: 'freja',
    tags: ['refund'],
    published: [],
    texts: {
      en: { title: 'Refunds of gift cards', html: '<p>What was paid with a gift card goes back to a gift card. <em>To be agreed with the bookkeepers.</em></p>' },
      da: { title: 'Tilbagebetaling af gavekort', html: '<p>Det, der er betalt med gavekort, går tilbage på et gavekort. <em>Skal aftales med bogholderiet.</em></p>' },
    },
  },
  {
    name: 'battery-winter',
    category: 'bicycle',
    author: 'oliver',
    owner: 'oliver',
    tags: ['e-bike'],
    published: both,
    texts: {
      en: {
        title: 'The battery in winter',
        html: '<p>In the cold a battery gives about a quarter less. Keep it indoors over night and put it in just before you leave. Charge it only above five degrees.</p>',
      },
      da: {
        title: 'Batteriet om vinteren',
        html: '<p>I kulde giver et batteri omkring en fjerdedel mindre. Opbevar det inde om natten, og sæt det i lige før du kører. Oplad det kun over fem grader.</p>',
      },
    },
  },
  {
    name: 'frame-number',
    category: 'bicycle',
    author: 'oliver',
    tags: ['warranty'],
    published: both,
    texts: {
      en: { title: 'Where is the frame number?', html: '<p>Under the bottom bracket, between the cranks. It begins with <code>NC</code> and has nine digits.</p>' },
      da: { title: 'Hvor står stelnummeret?', html: '<p>Under krankboksen, mellem pedalarmene. Det begynder med <code>NC</code> og har ni cifre.</p>' },
    },
  },
  {
    name: 'frame-size',
    category: 'bicycle',
    author: 'priya',
    tags: ['sizing'],
    published: both,
    texts: {
      en: {
        title: 'Which size fits me?',
        html: '<table><tbody><tr><th>Height</th><th>Frame</th></tr><tr><td>155 to 168 cm</td><td>S</td></tr><tr><td>168 to 180 cm</td><td>M</td></tr><tr><td>180 to 195 cm</td><td>L</td></tr></tbody></table><p>Between two sizes, take the smaller one for town and the larger one for tours.</p>',
      },
      da: {
        title: 'Hvilken størrelse passer mig?',
        html: '<table><tbody><tr><th>Højde</th><th>Stel</th></tr><tr><td>155 til 168 cm</td><td>S</td></tr><tr><td>168 til 180 cm</td><td>M</td></tr><tr><td>180 til 195 cm</td><td>L</td></tr></tbody></table><p>Er du mellem to størrelser, så tag den mindste til byen og den største til ture.</p>',
      },
    },
  },
  {
    name: 'squealing-brake',
    category: 'repairs',
    author: 'signe',
    owner: 'signe',
    tags: ['workshop'],
    published: both,
    texts: {
      en: {
        title: 'Squealing disc brakes',
        html: '<p>Nine times of ten it is oil. Wipe the disc with rubbing alcohol, brake hard ten times, listen. If it goes on, change the pads under warranty and note the date on the frame card.</p>',
      },
      da: {
        title: 'Hylende skivebremser',
        html: '<p>Ni ud af ti gange er det olie. Tør skiven af med sprit, brems hårdt ti gange, og lyt. Hyler den stadig, skiftes klodserne på garantien, og datoen noteres på stelkortet.</p>',
      },
    },
  },
  {
    name: 'battery-codes',
    category: 'repairs',
    author: 'signe',
    tags: ['workshop', 'e-bike'],
    published: [],
    texts: {
      en: {
        title: 'Blink codes of the charger',
        html: '<ul><li>Three short: the battery itself, replace</li><li>Two long: contacts, dry and clean them</li><li>Steady red: too cold or too warm</li></ul>',
      },
      da: {
        title: 'Opladerens blinkkoder',
        html: '<ul><li>Tre korte: selve batteriet, udskiftes</li><li>To lange: kontakterne, tørres og renses</li><li>Konstant rød: for koldt eller for varmt</li></ul>',
      },
    },
  },
];
