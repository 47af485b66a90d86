/**
 * The products of the programme, which are called the same in every language. Under a label that asks for the
 * engagement, or alone in a cell, a product is enough to tell the only engagement that plans it.
 */
export interface Product {
  readonly kind: 'engagement' | 'offering';
  /** Id of an engagement or offering. */
  readonly id: string;
}

const UPGRADE =
  /upgrad|обновл|aktualiz|mise à niveau|mise a niveau|actualiz|aggiorn|atualiz|アップグレード|升级|升級/iu;
const MIGRATE = /migr|мигр|переход|переезд|移行|迁移|遷移|umstieg|umstell|přechod/iu;
const FINANCE = /financ|finanz|finans|финанс|opera[tcz]|опера|\bf&?o\b|財務|财务|運用/iu;
const CUSTOMER = /customer|\bce\b|клиент|klient|kunden|client|zákazn|顧客|客户|客戶|engagement/iu;

const OTHER = /lync|teams|azure|intune|yammer|visual studio|system center|power bi|onedrive/iu;

/** The engagement that a text under such a label, or a whole cell, names by its product; undefined when several could be meant. */
export function productIn(text: string): Product | undefined {
  // Beside a product that no engagement plans it is an engagement of another time.
  if (OTHER.test(text)) return undefined;
  const found = new Set<string>();
  if (/share\s?point/iu.test(text)) found.add('sharepoint');
  if (
    /\bppm\b|portfolio|портфел|portfel|portefeuille|cartera|portafogli|ポートフォリオ|组合管理|組合管理/iu.test(
      text,
    )
  )
    found.add('ppm-solution');
  if (/(?<!\p{L})[Ee]xchange/u.test(text)) found.add('exchange');
  if (/skype|(?<!\p{L})sfb(?!\p{L})/iu.test(text)) found.add('skype-for-business');
  if (/windows[\s-]?server|(?<!\p{L})wins?rv|win\s?server/iu.test(text)) found.add('windows-server');
  else if (/windows|(?<!\p{L})win(?!\p{L})/iu.test(text) && /office/iu.test(text))
    found.add('windows-office');
  if (/data\s?estate/iu.test(text)) found.add('data-estate');
  if (/mobil|モバイル|移动办公|移动生产|行動/iu.test(text)) found.add('mobile-productivity');
  if (/dynamics|d365/iu.test(text)) found.add(dynamicsIn(text));
  const [only, ...more] = found;
  if (found.has('exchange') && found.has('skype-for-business') && found.size === 2)
    return { kind: 'offering', id: 'S-EDPS' };
  if (only === undefined || only === '' || more.length > 0) return undefined;
  return { kind: 'engagement', id: only };
}

function dynamicsIn(text: string): string {
  if (FINANCE.test(text)) return 'd365-fo-upgrade';
  if (MIGRATE.test(text)) return 'd365-ce-migration';
  return UPGRADE.test(text) && CUSTOMER.test(text) ? 'd365-ce-upgrade' : '';
}

/** Whether a line names a product as it is written, which prose on anything else seldom does. */
export function namesProduct(line: string): boolean {
  return /SharePoint|(?<!\p{L})Exchange|Skype|Windows|Dynamics|D365|(?<!\p{L})PPM(?!\p{L})|SQL Server|Data Estate/u.test(
    line,
  );
}
