import { folded } from '../folded.ts';

/**
 * What colleagues call one another, in the forms that stand in sentences: before the colon the first names, then the short
 * ones. A short name may stand for several.
 */
const SHORT_NAMES = `
katarzyna ekaterina екатерина catherine katherine: kasia kasi kasię kasią kasiu kaśka kaśki kaśkę kaśce kaśką katia katya kate katie cathy катя кати катю кате катей катюша кася каси касю касе кэт
anna anne hanna: ania ani anię anią aniu anka anki ankę ance anya ann annie аня ани аню ане аней анька аню анечка анюта
boris borys: borya boria bob боря бори борю боре борей борька borek borka borkowi
aleksander aleksandr alexander aleksandra alexandra: olek olka olkowi alex sasha sascha sasza saszy ola oli olę olą саша саши сашу саше сашей алекс шура
aleksei alexei aleksy aleksej: alyosha lyosha lesha лёша лёши лёшу лёше лёшей лёха алёша
andrzej andrei andrew andreas: andy jędrek andryusha андрюша андрюши андрюшу андрюше андрюха
agnieszka: aga agi agę adze agą agnes
barbara: basia basi basię basią barb
dmitri dmitry dmitriy dymitr: dima dimy dimę dima дима димы диму диме димой митя мити митю мите
ewa eva: ewka ewcia
elena jelena helena helen: lena leny lenę lenie lenka лена лены лену лене леной nell
elżbieta elizabeth elisabeth elizaveta: ela eli elę elą elka liz liza lisa beth лиза лизы лизу лизе лизой
evgeni evgeny yevgeny evgenia eugeniusz: zhenya женя жени женю жене женей gienek
filip philip: phil fil
grzegorz gregory grigori: greg grzesiek grześ grześka grisha гриша гриши гришу грише гришей
irina irena irene: ira irka ira ира иры иру ире ирой
iwan ivan jan john: vanya wania jack johnny janek janka jankowi jasiek ваня вани ваню ване ваней
jakub jacob: kuba kuby kubę kubie kubą jake
joanna johanna: asia asi asię asią aśka aśki aśkę joasia
józef joseph: józek józka joe
krzysztof christopher christian: krzysiek krzyśka krzyśkowi krzyś chris krzysio
konstantin konstanty: kostya костя кости костю косте костей
lyudmila ludmila ludmiła: lyuda люда люды люду люде людой мила
magdalena magda: magda magdy magdę magdzie madzia
małgorzata margaret margarita: gosia gosi gosię gosią gośka maggie meg рита риты риту рите
maria mary marie mariya: marysia marysi marysię masha маша маши машу маше машей маруся
maciej mateusz matthew matvei: maciek maćka maćkowi matt mati
michał michael mikhail mihail michail: mike mick misha michałek миша миши мишу мише мишей миха
nikolai nikolaj mikołaj nicholas: kolya nick коля коли колю коле колей mikołajek
natalia natalya natalie: natasha nat natka наташа наташи наташу наташе наташей
oleg oleh: olezhka олежка
olga: olya olka оля оли олю оле олей
paweł pavel paul: pasha pawełek паша паши пашу паше пашей
piotr petr peter pyotr: piotrek piotrka piotrkowi pete petya петя пети петю пете петей
robert: rob bobby robbie
roman: roma рома ромы рому роме ромой romek
sergei sergey siergiej: seryozha серёжа серёжи серёжу серёже серёжей серёга серёги серёгу
stanisław stanislav: staszek staszka staszkowi slava слава славы славу славе
svetlana swietłana: sveta света светы свету свете светой
tatiana tatyana: tanya tania таня тани таню тане таней
tomasz thomas: tom tomek tomka tomkowi tommy
vladimir włodzimierz: vova volodya włodek вова вовы вову вове вовой володя володи володю
wiktor viktor victor: vitya vic витя вити витю вите
william wilhelm: willy billy
yuri juri jerzy george: jurek jurka yura юра юры юру юре юрой
zofia sofia sophie: zosia zosi zosię zosią sonya соня сони соню соне соней
`;

const meant = new Map<string, readonly string[]>();
for (const line of SHORT_NAMES.trim().split('\n')) {
  const [full = [], short = []] = line.split(':').map((names) => names.trim().split(' ').map(folded));
  for (const name of short) meant.set(name, [...(meant.get(name) ?? []), ...full]);
}

/** The first names, folded, that a folded word is short for. */
export function firstNamesOf(word: string): readonly string[] {
  return meant.get(word) ?? [];
}
