import { describe, expect, test } from '@jest/globals';
import { textRows, workbook } from '../bot/files/workbook.ts';
import { letIn, t } from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna } = world({ anew: true });

async function company(): Promise<string> {
  await anna.say('company');
  return anna.text;
}

describe('a pasted table', () => {
  test('is shown row by row, and nothing changes before the one confirmation', async () => {
    await anna.say('MPN location ID;Country;Name\n4711101;Germany;Berlin (synthetic)\n4711102;Польша;');
    expect(anna.text).toContain('4711101 · Germany · Berlin (synthetic)');
    expect(anna.text).toContain('4711102 · Poland');
    await anna.press('import.done');
    expect(anna.text).toContain('4711101');
    expect(anna.text).toContain('4711102');
    expect(anna.text).toContain('4711001');
  });

  test('with an error in one row imports none of them, and names the nearest', async () => {
    await anna.say(
      'MPN location ID\tCountry\n4711101\tGermany\n4711102\tPolnd\n4711101\tFrance\n=1+1\tSpain',
    );
    expect(anna.verbs).not.toContain('import.done');
    expect(anna.text).toContain('Poland');
    expect(anna.text).toContain(t('import.duplicate', { line: 2 }));
    expect(anna.text).toContain(t('import.formula'));
    expect(await company()).not.toContain('4711101');
  });

  test('of competencies brings levels and anniversaries, in Polish headers too', async () => {
    await anna.say('Kompetencja;Poziom;Rocznica\nData Platform;złoty;2027-03-01\nMessaging;Silver;');
    await anna.press('import.done');
    expect(anna.text).toContain('Data Platform Gold (1\u00a0Mar 2027)');
    expect(anna.text).toContain('Messaging Silver');
    expect(anna.text).toContain('Collaboration and Content Gold');
  });

  test('of consultants keeps who is known by the same name', async () => {
    await anna.say(
      'Consultant;Assessments\nBoris Ivanov (synthetic);Messaging / Communications\nEwa Lis (synthetic);Messaging',
    );
    await anna.press('import.done');
    const names = anna.text.match(/Boris Ivanov \(synthetic\)/g) ?? [];
    expect(names).toHaveLength(1);
    expect(anna.text).toContain('Ewa Lis (synthetic)');
  });

  test('with unknown columns says which are missing', async () => {
    await anna.say('company');
    await anna.press('import.open');
    await anna.say('Colour;Size\nred;5');
    expect(anna.text).toContain(t('import.expected'));
    expect(anna.verbs).not.toContain('import.done');
  });

  test('pressed twice is imported once, and is said to be imported both times', async () => {
    await anna.say('MPN location ID;Country\n4711101;Germany');
    const data = anna.dataOf('import.done');
    await anna.forge('import.done', data);
    const first = anna.text;
    expect(first).toContain(t('import.done'));
    await anna.forge('import.done', data);
    expect(anna.text).toBe(first);
    const found = (await company()).match(/4711101/g) ?? [];
    expect(found).toHaveLength(1);
  });

  test('that was put away is not said to be imported when its button is pressed', async () => {
    await anna.say('MPN location ID;Country\n4711101;Germany');
    const data = anna.dataOf('import.done');
    await anna.press('cancel.now');
    await anna.forge('import.done', data);
    expect(anna.text).toContain(t('import.gone'));
    expect(await company()).not.toContain('4711101');
  });

  test('leads to the company, whose form that waits is not in the way', async () => {
    await anna.say('company');
    await anna.press('company.details');
    await anna.say('MPN location ID;Country\n4711101;Germany');
    await anna.press('import.done');
    expect(anna.text).toContain(t('import.done'));
    expect(anna.text).toContain('4711101');
  });

  test('is no matter for somebody who is no admin', async () => {
    const boris = await bot.chat('boris').install();
    await boris.say('MPN location ID;Country\n4711101;Germany');
    expect(boris.verbs).not.toContain('import.done');
    expect(await company()).not.toContain('4711101');
  });
});

describe('a dropped file', () => {
  test('in windows-1251 is read as a table', async () => {
    const rows = 'id расположения;Страна\r\n4711103;Германия\r\n';
    // windows-1251: Cyrillic letters А to я are 0xC0 to 0xFF.
    const bytes = Uint8Array.from(rows, (letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return code < 0x80 ? code : code - 0x410 + 0xc0;
    });
    await anna.drop('locations.csv', bytes);
    expect(anna.text).toContain('4711103 · Germany');
    await anna.press('import.done');
    expect(anna.text).toContain('4711103');
  });

  test('that is a workbook is read as a table', async () => {
    const rows = textRows([
      ['Competency', 'Level'],
      ['Data Analytics', 'Gold'],
    ]);
    await anna.drop('competencies.xlsx', workbook({ rows }));
    expect(anna.text).toContain('Data Analytics Gold');
  });

  test('with a column that is not taken, whatever stands in it, is read', async () => {
    await anna.drop(
      'locations.csv',
      'MPN location ID;Country;Phone\n4711101;Germany;+49 30 0000\n4711102;Poland;=1+1',
    );
    expect(anna.text).toContain('4711101 · Germany');
    expect(anna.text).toContain(t('import.ignored', { columns: 'Phone' }));
    await anna.press('import.done');
    expect(anna.text).toContain('4711102');
  });

  test('with a title above its header is read, and which row is the header is said', async () => {
    const rows = textRows([['Our locations'], [], ['MPN location ID', 'Country'], ['4711101', 'Germany']]);
    await anna.drop('locations.xlsx', workbook({ rows }));
    expect(anna.text).toContain(t('import.headerLine', { line: 3 }));
    expect(anna.text).toContain('4711101 · Germany');
    expect(anna.verbs).toContain('import.done');
    await anna.drop(
      'other.xlsx',
      workbook({
        rows: textRows([
          ['Colour', 'Size'],
          ['red', '5'],
        ]),
      }),
    );
    expect(anna.text).toContain(t('import.headerOf', { line: 1, columns: 'Colour, Size' }));
  });

  test('that is a PDF or a formatted text is called so', async () => {
    await anna.drop('locations.csv', '%PDF-1.4\nMPN location ID;Country\n4711104;Poland\n%%EOF');
    expect(anna.text).toContain(t('file.problem.pdf'));
    await anna.drop('locations.csv', '{\\rtf1 MPN location ID;Country\\par 4711104;Poland}');
    expect(anna.text).toContain(t('file.problem.richText'));
  });

  test('that is a web page is called so', async () => {
    await anna.drop('locations.xlsx', '<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>');
    expect(anna.text).toContain(t('file.problem.webPage'));
    await anna.drop(
      'locations.xls',
      '<html><table><tr><th>MPN location ID</th><th>Country</th></tr><tr><td>4711101</td><td>Germany</td></tr></table></html>',
    );
    expect(anna.text).toContain('4711101 · Germany');
  });

  test('of 50,000 rows is refused in words, and nothing is half imported', async () => {
    const rows = Array.from({ length: 50_001 }, (_, row) => `${row};Poland`);
    await anna.drop('many.csv', ['MPN location ID;Country', ...rows].join('\n'));
    expect(anna.text).toContain(t('file.problem.tooManyRows'));
    expect(anna.verbs).not.toContain('import.done');
  });

  test('is fetched for nobody who may not import it, and they are told why', async () => {
    const { connector } = bot.teams;
    const fetched: string[] = [];
    const file = connector.file.bind(connector);
    connector.file = (id) => {
      fetched.push(id);
      return file(id);
    };
    const stranger = await bot.chat('clara').install();
    await stranger.drop('locations.csv', 'MPN location ID;Country\n4711104;Poland');
    expect(stranger.verbs).toContain('people.ask');
    const colleague = bot.chat('boris');
    await letIn(anna, colleague, 'reader');
    await colleague.drop('locations.csv', 'MPN location ID;Country\n4711104;Poland');
    expect(fetched).toEqual([]);
    // A consultant may bring in a list of vouchers: what a table is of is known when it is there.
    await letIn(anna, colleague, 'consultant');
    await colleague.drop('locations.csv', 'MPN location ID;Country\n4711104;Poland');
    expect(colleague.text).toContain(t('refused.permission', { needs: 'admin' }));
    expect(fetched).toHaveLength(1);
    await anna.drop('locations.csv', 'MPN location ID;Country\n4711104;Poland');
    expect(fetched).toHaveLength(2);
  });

  test('that is damaged gets a clear answer', async () => {
    await anna.drop('table.xlsx', 'PK\u0003\u0004 nothing');
    expect(anna.text).toContain(t('file.problem.damaged'));
  });
});
