import type { QuestionWords } from '../words.ts';

export const pl: QuestionWords = {
  benefits: `
    czy opłaca się udział|czy małej firmie opłaca się program|czy to się opłaca|czy warto małej firmie|co z tego będziemy mieli|powiedz o zaletach programu
    jakie korzyści daje planning services|po co nam udział w programie|co nam daje program|co z tego mamy|dlaczego warto dołączyć do programu
    jakie są zalety programu|jaki pożytek ma partner z programu|czy warto brać udział|jaki jest sens udziału|co zyskuje partner
    po co brać w tym udział|co daje udział w planning services|jakie są plusy programu|dlaczego partner miałby to robić
    do czego służy planning services|korzyści dla partnerów
  `,
  whoEnrols: `
    czy przyjmują małe firmy|czy program jest dla wszystkich partnerów|dla kogo otwarty jest program
    kto może się zarejestrować|kto może brać udział w programie|jakie firmy mogą się zarejestrować|kto może dołączyć do programu
    czy każdy partner może wziąć udział|czy każda firma może się zapisać|którzy partnerzy mogą uczestniczyć|kogo przyjmują do programu
    kto się kwalifikuje do programu|warunki udziału w programie|kto ma prawo uczestniczyć|czy trzeba być w mpn żeby się zarejestrować
    czy mała firma może brać udział|kto może zostać partnerem planning services|jakich partnerów przyjmują
  `,
  qualifications: `
    jakie kwalifikacje są potrzebne|jakie kwalifikacje i kto musi je mieć|kto musi mieć kompetencję|co musi zdać konsultant
    jakie egzaminy musi mieć konsultant|jakie certyfikaty są wymagane|czy konsultanci muszą mieć certyfikat|jaką kompetencję musi mieć firma
    czy każdy konsultant musi mieć egzamin|czy potrzebny jest gold|jaki poziom kompetencji jest potrzebny|wymagania wobec konsultantów
    kto w firmie musi zdać egzamin|jakie oceny techniczne są potrzebne|czego wymaga się od konsultanta
    jakie uprawnienia musi mieć konsultant
  `,
  howToEnrol: `
    czy zatwierdzają wszystkie biura|czy wszystkie nasze biura są zatwierdzone|czy zatwierdza się wszystkie lokalizacje|jak zatwierdza się nową firmę|żeby nas zatwierdzono co zrobić
    jak firma uzyskuje zatwierdzenie|jak zostać zatwierdzonym partnerem|jakie są kroki rejestracji i zatwierdzenia|jak przebiega rejestracja nowego partnera
    jak wygląda zatwierdzanie partnera|wyjaśnij proces rejestracji|co trzeba zrobić żeby nas zatwierdzili|czy trzeba się rejestrować co roku
    czy rejestracja jest co roku|czy wszystkie lokalizacje są zatwierdzone|czy trzeba rejestrować każdą lokalizację
    jak nowy partner dostaje się do programu|na czym polega rejestracja w programie|jak zostać partnerem planning services
    rejestracja krok po kroku
  `,
  directory: `
    jak najlepiej wypełnić profil|jak wypełnić profil żeby był dobry|daj wskazówki do katalogu|wskazówki do wpisu w katalogu|po co jest katalog|jaki powinien być opis
    czym jest katalog partnerów|do czego służy katalog|wskazówki do profilu|jak napisać dobry profil|jak zrobić dobry wpis w katalogu
    co powinno być w profilu biznesowym|jak trafić do katalogu dla klientów|jak długi może być opis profilu|co wpisać w opisie profilu
    gdzie klienci widzą nasz profil|jak szybko publikuje się profil|porady do katalogu|jaki powinien być profil|jak przygotować dobry profil
    co to jest katalog partnerów
  `,
  compliance: `
    jakie warunki musi spełniać projekt|jakie są zasady przeprowadzania projektu|czego trzeba przestrzegać w projekcie|kryteria zgodnego projektu
    jakie są wymagania wobec realizacji projektu|czego nie wolno robić w projekcie|czy można pobrać dopłatę od klienta
    czy możemy obciążyć klienta dodatkowo|czy można zacząć przed rezerwacją|czy wolno zacząć pracę przed rezerwacją
    jak poprawnie przeprowadzić projekt|zasady świadczenia usługi|co jest naruszeniem zasad|czy można naliczyć klientowi dojazd
    na co uważać przy świadczeniu usługi|warunki zgodności
  `,
  training: `
    gdzie są szkolenia|gdzie znajdę materiały do projektu|gdzie są materiały do projektów|gdzie są materiały szkoleniowe
    czy są szkolenia dla konsultantów|gdzie są szablony dokumentów|czy są szablony dokumentu końcowego|skąd pobrać przewodnik po projekcie
    gdzie są filmy szkoleniowe|czy są gotowe treści do projektu|gdzie konsultant może się nauczyć prowadzić projekty
    gdzie są slajdy na warsztat|materiały szkoleniowe planning services|gdzie można się przeszkolić|skąd wziąć materiały
  `,
  customers: `
    którym klientom przysługują dni|komu przysługują dni planowania|którzy klienci mają prawo do dni
    którzy klienci mogą korzystać z dni planowania|jacy klienci dostają dni|jak klient aktywuje dni|jak aktywować dni planowania
    kto u klienta aktywuje korzyść|co musi mieć klient żeby dostać dni|czy klient potrzebuje software assurance|którzy klienci mają dni planowania
    ile dni dostaje klient|za co klient dostaje dni|gdzie klient aktywuje dni|jak klient włącza planning services w vlsc
    czy każdy klient może skorzystać|jacy klienci pasują do programu|które licencje dają dni planowania|skąd klient ma dni
  `,
  meeting: `
    jak docierać do klientów|jak znaleźć klientów|gdzie szukać klientów|skąd się biorą klienci|jak klienci nas znajdują
    czy microsoft przysyła klientów|jak dotrzeć do klientów z dniami planowania|czy microsoft kieruje klientów do partnerów
    jak pozyskać klientów przez program|jak poznać klientów|czy są polecenia od microsoft|skąd wziąć nowych klientów|jak spotkać klientów
    jak klienci się o nas dowiadują|kto nam przyprowadza klientów
  `,
  marketing: `
    są jakieś broszury|broszury albo ulotki|czym reklamować program|czym mamy to reklamować|czy jest jakiś marketing
    jakie są narzędzia marketingowe|gdzie są materiały marketingowe|czy jest broszura dla klientów|czy są ulotki|materiały reklamowe programu
    czy możemy używać logo|jak reklamować planning services|jakie jest wsparcie marketingowe|czy jest prezentacja sprzedażowa
    materiały promocyjne|marketing programu|jak promować program|jak promować planning services|czy dostaniemy materiały reklamowe
    skąd wziąć materiały marketingowe
  `,
  lifeCycle: `
    co się dzieje z voucherem od przypisania do realizacji|jaka jest droga vouchera|od przypisania do zapłaty co się dzieje z voucherem
    jaki jest cykl życia vouchera|jak wygląda cykl życia vouchera|jakie stany ma voucher|przez jakie etapy przechodzi voucher
    jakie statusy może mieć voucher|wyjaśnij cykl życia vouchera|co się dzieje z voucherem od utworzenia do płatności
    jakie są fazy vouchera|co jest po rezerwacji|co znaczy zarezerwowany|co znaczy zrealizowany|jak działa voucher
    czym się różni zarezerwowany od zrealizowanego|co się stanie z voucherem po anulowaniu rezerwacji|etapy vouchera po kolei
    co się dzieje po przypisaniu vouchera
  `,
  expiry: `
    jaka jest ważność vouchera|jaka jest ważność voucherów|po ilu dniach wygasa voucher|czy voucher przepada
    kiedy voucher wygasa|kiedy wygasają vouchery|jak długo ważny jest voucher|ile dni jest ważny voucher|jaki jest okres ważności vouchera
    co jeśli skończy się umowa klienta|czy voucher wygasa razem z umową|co się dzieje z wygasłymi voucherami
    czy dni wygasłego vouchera wracają|czy dni przepadają|czy można przedłużyć voucher|od kiedy liczy się ważność vouchera
    czy ważność vouchera zależy od umowy|ile mamy czasu na wykorzystanie vouchera|termin ważności vouchera
    czy da się przedłużyć ważność vouchera
  `,
  deliverables: `
    co wysłać żeby nam zapłacili|co wysłać żeby microsoft zapłacił|co złożyć żeby microsoft zapłacił|co ma być w raporcie|co ma być w raporcie końcowym|co trzeba dostarczyć do płatności|czy dokument końcowy jest obowiązkowy
    jakie dokumenty są potrzebne do płatności|co trzeba oddać żeby dostać płatność|jakich dokumentów chce microsoft|czym jest dokument końcowy
    co powinien zawierać raport końcowy|co wysyłamy po projekcie|czy wystarczy raport końcowy|czy trzeba wgrać dokument końcowy
    co powinno być w dokumencie końcowym|co trzeba złożyć po projekcie|jakie papiery są potrzebne do płatności
    jakiego raportu wymaga microsoft|co dostaje klient jako dokument|lista dokumentów do płatności|jakie rezultaty trzeba dostarczyć
  `,
  payment: `
    jak otrzymać płatność|jak wygląda płatność|jak nam płacą|jak poprosić microsoft o płatność|jak przebiega proces płatności
    jak wystawić fakturę microsoft|co trzeba zrobić żeby nam zapłacili|jak szybko płaci microsoft|w ile dni płaci microsoft
    czy trzeba się rejestrować do płatności|ile microsoft płaci za dzień|jaka jest stawka za dzień|jak zarejestrować się w savb
    do czego służy savb|kroki do otrzymania płatności|ile dni mamy na złożenie wniosku|jak działa wniosek o płatność
    jak dostać pieniądze od microsoft za projekt
  `,
  resources: `
    gdzie można przeczytać więcej|gdzie znajdę więcej informacji|czy są inne materiały do czytania|gdzie są oficjalne dokumenty
    gdzie jest oficjalna dokumentacja programu|linki do dokumentów programu|gdzie są zasady programu|gdzie poczytać o programie
    oficjalne strony programu|gdzie jest opis procesu|jakie dokumenty opisują program|gdzie dowiem się więcej o planning services
    podaj oficjalne linki|gdzie są karty danych|gdzie jest oficjalne faq
  `,
  systemCenter: `
    czy jest oferta dla system center|co z system center|czy można użyć dni na system center|czy system center jest objęty
    która oferta obejmuje system center|czy można wdrażać configuration manager|a co z sccm|czy projekt sccm jest możliwy
    czy system center wchodzi w program|czy można robić sccm na voucherze|czy jest coś dla system center|czy configmgr jest dozwolony
    dni na system center|oferta system center
  `,
  otherProducts: `
    czy dni można wykorzystać na produkty bez oferty|czy można użyć dni na inne produkty|co jeśli nie ma oferty dla produktu
    czy na voucherze można robić inny produkt|czy można wykorzystać dni na produkt spoza listy|czy można planować teams za te dni
    co z produktami bez oferty|czy dni można wydać na inny produkt|czy można na oprogramowanie innych firm
    czy można łączyć produkty w jednym voucherze|czy można podzielić dni między oferty|czy dni #e można użyć na inny produkt
    produkt spoza katalogu|czy można użyć vouchera na coś innego|czy można robić #e na innym voucherze
  `,
  endUsers: `
    czy można przeszkolić pracowników|czy wolno przeszkolić ludzi klienta|przeszkolenie pracowników klienta za dni
    czy dni można wykorzystać na szkolenie użytkowników|czy możemy szkolić użytkowników za dni planowania|czy szkolenie użytkowników jest objęte
    czy można uczyć pracowników klienta|czy możemy zrobić szkolenie dla pracowników|czy voucher opłaca szkolenie użytkowników
    szkolenie użytkowników końcowych|czy można użyć vouchera na szkolenie|czy można prowadzić kursy dla użytkowników
    czy wolno szkolić użytkowników|trening użytkowników na voucherze|czy można za voucher uczyć ludzi
    czy można zrobić warsztat dla użytkowników|czy dni nadają się na szkolenie ludzi klienta
  `,
  remote: `
    czy projekt można przeprowadzić zdalnie|czy możemy pracować zdalnie|czy praca zdalna jest dozwolona|czy trzeba być u klienta
    czy trzeba jechać do klienta|czy można zrobić to online|czy można przez wideo|czy można poza siedzibą klienta|ile dni można zdalnie
    czy można przez teams|zdalnie czy na miejscu|czy trzeba być na miejscu|zasady pracy zdalnej|czy wolno prowadzić projekt na odległość
    czy dopuszczalna jest realizacja zdalna
  `,
  course: `
    link do kursu compliance|kto musi przejść compliance|kto przechodzi szkolenie compliance|kurs compliance link
    gdzie jest szkolenie compliance|gdzie jest kurs compliance|gdzie znajdę szkolenie compliance|jak zrobić szkolenie compliance
    link do szkolenia compliance|kto musi zrobić szkolenie compliance|czy szkolenie compliance jest nadal wymagane
    czy szkolenie compliance jest obowiązkowe|co to za szkolenie compliance|kurs partner university|czy potrzebujemy compliance
    gdzie uczestnicy robią szkolenie compliance|kurs zgodności gdzie|adres szkolenia compliance
  `,
  list: `
    pokaż pytania|pytania o program|lista pytań|otwórz faq|częste pytania o program|jakie pytania można zadać o program|jakie są pytania
    inne pytania|więcej pytań|o co można zapytać w sprawie programu|mam pytanie o program|oficjalne pytania|pokaż pytania i odpowiedzi
    mam pytania o program
  `,
  other: `
    ilu partnerów jest w programie|kto wymyślił planning services|kto kieruje programem w microsoft|jaki jest vat od płatności
    czy płacimy podatek od płatności|w jakiej walucie płacą|jaki bank ma microsoft|ile projektów przeprowadzono na świecie
    jaki jest telefon do microsoft|kiedy powstał program|czy jest zniżka dla partnerów|ile kosztuje software assurance|ile kosztuje licencja
    jak kupić software assurance|czy można sprzedać voucher|czy voucher można przekazać innemu klientowi|jaki jest format numeru vouchera
    jak zostać partnerem microsoft|ile kosztuje członkostwo mpn|ile kosztuje gold|co to jest azure|czy program wróci
    co było po planning services|jak działają vouchery szkoleniowe|co to jest fasttrack|kto jest najlepszym partnerem
    gdzie jest siedziba microsoft|jaki produkt jest najlepszy|czy google ma taki program
  `,
  none: `
    musimy się zarejestrować w programie|chcemy się zapisać do planning services|zapisz nas do programu|muszę oddać raport
    trzeba wysłać raport końcowy|gdzie wpisać raport|gdzie wypełnić profil|nie mogę znaleźć profilu|pokaż nasze kompetencje
    jakie mamy kompetencje|jakie egzaminy mają nasi konsultanci|złóż wniosek o płatność|zobacz to wideo|patrz jaki filmik
  `,
};
