import { pl as questions } from './questions/pl.ts';
import type { SentenceWords } from './words.ts';

export const pl: SentenceWords = {
  questions,
  intents: {
    home: `
    na początek|strona startowa|menu główne|główny ekran|pokaż stronę główną|wróć na stronę główną|idź do strony głównej
    podsumowanie|pokaż podsumowanie|jak stoimy|jak nam idzie|co się dzieje|ogólna sytuacja|ogólny obraz|ekran startowy
    otwórz menu|pokaż menu|dzień dobry|witaj|hej|hejka|siema|cześć bocie|witam|dobry wieczór|zacznij od nowa|do menu
    pulpit|kokpit|co słychać w firmie
    hejka bocie|siemka|elo|yo bocie|dobry|dzień doberek|dzień dobry bocie|heja|witajcie|co tam bocie
    jak leci|jak tam|co nowego|co u nas|wróciłem|wróciłam|znowu ja|hej wszystkim|co słychać
  `,
    vouchers: `
    pokaż wszystkie vouchery|pokaż vouchery|lista voucherów|cała lista|jakie mamy vouchery|jakie są vouchery|wszystkie vouchery
    wszystkie nasze vouchery|otwarte vouchery|które vouchery są otwarte|ile mamy voucherów|pokaż wszystko co mamy|pokaż listę
    wyświetl listę voucherów|daj listę|daj wszystkie vouchery|wypisz vouchery|co mamy w toku|wszystkie otwarte|spis voucherów
    chcę zobaczyć vouchery|zobaczyć wszystkie vouchery|pełna lista|bony|pokaż bony|lista bonów|lista wszystkich otwartych voucherów
    wszystkie kupony|zestawienie voucherów
    vouchery wszystkie|pokaż co jest|jakie są u nas vouchery|wszystkie vouchery proszę|daj spis
  `,
    claims: `
    kiedy nam zapłacą|kiedy zapłacą|kiedy dostaniemy pieniądze|kiedy będą pieniądze|kiedy przyjdą pieniądze|gdzie są nasze pieniądze
    gdzie nasza kasa|gdzie kasa|gdzie płatność|czy microsoft zapłacił|czy microsoft już zapłacił|czy przyszła płatność
    czy przyszły pieniądze|czy jest już przelew|status wniosków|co z naszymi wnioskami|pokaż wnioski|lista wniosków
    które wnioski są otwarte|wnioski o płatność pokaż|ile nam są winni|ile pieniędzy czeka|co jeszcze nie zapłacone|płatności
    status płatności|co z pieniędzmi|czy wniosek zatwierdzony|czy zatwierdzili wniosek|czy wniosek został opłacony
    co już zgłosiliśmy do płatności|czekamy na płatność|kiedy wypłata|wypłaty|kiedy przelew|pieniądze od microsoftu
    co słychać z płatnością|na jakie płatności czekamy|kiedy kasa|stan wniosków
    co jest w rozliczeniach|co w rozliczeniu|co jest rozliczane|co czeka na zapłatę
    ile jeszcze czekamy na przelew|ile jeszcze czekamy na przelew za #c|czekamy na przelew za #c|kiedy przelew za #c
    czy #c opłacony|czy zapłacili za #c|przelew za #c|pieniądze za #c|czy są pieniądze za #c|ile microsoft nam wisi
    ile nam wisi microsoft|kiedy kasa za #c|jak długo jeszcze czekamy na pieniądze
    gdzie moja kasa|gdzie hajs|hajs przyszedł|hajs już przyszedł|kasa przyszła|przyszła kasa|przyszły pieniądze
    są już pieniądze|zapłacili|zapłacili nam|zapłacili już|ile nam zapłacą|ile dostaniemy|ile nam wiszą
    gdzie zobaczę wypłaty|gdzie zobaczę ile zapłacą|gdzie widać płatności|co z płatnością|co z kasą
    ile zapłacono w #d|ile zapłacili w #d|które płatności są spóźnione
    stan płatności|co nieopłacone|co zapłacone|kwota do wypłaty
  `,
    newVoucher: `
    jak przypisać voucher|jak przypisać voucher klientowi|przypisz voucher|przypisać nowy voucher|klient chce voucher
    klient chce dni planowania|jak klient dostaje voucher|jak klient może dostać voucher|jak klient przypisuje voucher
    utwórz voucher|utworzyć voucher|stwórz nowy voucher|nowy klient|nowy voucher dla #c|mamy nowego klienta|co ma zrobić klient
    co napisać klientowi|mail do klienta|wiadomość dla klienta|tekst dla klienta|instrukcja dla klienta|wyślij klientowi instrukcję
    jak zacząć z nowym klientem|jak dostać voucher od klienta|#c chce dni planowania|#c chce voucher|nowy projekt z #c
    nowy projekt dla #c|chcemy nowy voucher|jak klient zamienia dni szkoleniowe|wyjaśnij klientowi jak przypisać
    jak działa przypisanie vouchera|potrzebny nowy voucher dla #c|klient pyta jak dostać voucher|daj treść maila do klienta
    jak klient ma nam przypisać voucher|co ma zrobić #c|nowy klient #c|co klient ma zrobić najpierw
  `,
    next: `
    co dalej|co dalej robić|co mam robić|co mam teraz zrobić|co teraz|co teraz robić|co robić|co zrobić teraz|następny krok
    jaki jest następny krok|następne zadanie|jakie jest następne zadanie|co jest najpilniejsze|co pilne|najpilniejsze
    co się pali|co wymaga uwagi|od czego zacząć|od czego mam zacząć|czym się zająć|czym mam się zająć|jakie zadania|moje zadania
    czego ode mnie trzeba|co mam do zrobienia|mam coś do zrobienia|co trzeba zrobić|co należy zrobić|podpowiedz co robić
    powiedz co robić|co najważniejsze|co ma priorytet|daj mi zadanie|i co teraz|no i co dalej|a co potem|co jest najważniejsze
    co jest do roboty|następna rzecz
    co teraz|i co teraz robić|co teraz mam zrobić|zrobione co następne|zrobione co dalej|gotowe co teraz
    za co się brać|za co się zabrać|co na dziś|co mam dziś do roboty|coś dla mnie|co jeszcze|to co teraz
    co radzisz|co teraz najważniejsze|coś pilnego|jest coś pilnego|co w pierwszej kolejności|i co dalej
    co mam dziś robić
  `,
    help: `
    potrzebuję pomocy|pomóż|pomóż mi|pomocy|jak to działa|jak cię używać|jak korzystać z bota|co umiesz|co potrafisz
    co możesz zrobić|co mogę napisać|jakie są polecenia|lista poleceń|pokaż polecenia|polecenia|komendy|instrukcja|instrukcja obsługi
    podręcznik|dokumentacja|jak pracować z botem|o co mogę zapytać|nie wiem co tu robić|zgubiłem się|pogubiłam się
    nic nie rozumiem|nie rozumiem jak to działa|wyjaśnij jak to działa|powiedz co potrafisz|jak możesz mi pomóc|pokaż pomoc
    jakie są możliwości|co tu można robić|podpowiedź|daj podpowiedź|jak z tobą rozmawiać|pomuż
    nie wiem jak to używać|co tu się robi|jak się tego używa|pokaż co umiesz
    jak z tobą pracować|co możesz|w czym pomożesz|naucz mnie|jak zacząć|pokaż komendy|pokaż jak używać
  `,
    about: `
    kim jesteś|kto ty jesteś|czym jesteś|co to za bot|kto cię zrobił|kto cię stworzył|opowiedz o sobie|jaka wersja|wersja
    jaką masz wersję|jesteś człowiekiem|jesteś robotem|czy jesteś sztuczną inteligencją|jakie dane przechowujesz|co przechowujesz
    gdzie są moje dane|gdzie są przechowywane dane|kto widzi moje dane|prywatność|polityka prywatności|po co jest ten bot
    do czego służysz|do czego jest ten bot|jesteś od microsoftu|czy to oficjalny bot|informacje o bocie|licencja|co to za aplikacja
    kto jest autorem bota|rodo
    gdzie są dane|jakie dane o mnie|na jakim serwerze
  `,
    cancel: `
    anuluj to|anuluj wszystko|nie trzeba|nie rób tego|stój|zatrzymaj|zatrzymaj się|przestań|dość|zapomnij|zapomnij o tym
    nieważne|nie ważne|zmieniłem zdanie|zmieniłam zdanie|rozmyśliłem się|wyjdź|wyjście|zamknij formularz|zamknij to
    wyjdź z formularza|porzuć to|nie zapisuj|nic nie rób|nie nie trzeba|przerwij to|odpuść|skasuj formularz|nie chcę tego robić
    zostaw to|rezygnuję z formularza|nie chce
    anuluj anuluj|dobra anuluj|stop nie chcę|dobra nie trzeba|nie chcę już
    oj stop|nie stop|rozmyśliłam się|nie chcę tego|odwołaj to
  `,
    back: `
    wróć|wróć do poprzedniego|cofnij się|cofnij ekran|krok wstecz|krok do tyłu|z powrotem|poprzednia karta|pokaż poprzednie
    poprzedni ekran|wróć tam gdzie byłem|wróć tam gdzie byłam|gdzie byłem|gdzie byłam|pokaż jeszcze raz|pokaż to znowu
    wracamy|chcę wrócić|wróć proszę|powrót|powrót do poprzedniego|poprzednie|do tyłu|pokaż poprzednią kartę|wróćmy
    wracaj|zabierz mnie z powrotem
    wróć do poprzedniej karty|cofnij do poprzedniego|jeden krok wstecz
    to co było przedtem
  `,
    later: `
    nie dzisiaj|zrobię to później|zrobię później|potem zrobię|może później|zróbmy to później|innym razem|kiedy indziej|odłóż to
    odłóżmy|odłóż na później|teraz nie mam czasu|nie mam teraz czasu|nie teraz może potem|teraz nie mogę|poczekaj|zaczekaj
    to poczeka|może poczekać|dokończę później|dokończę jutro|kontynuujmy później|zostaw na później|zachowaj na później
    trochę później|wrócę do tego|za chwilę|chwileczkę|potem
    nie teraz później|nie teraz potem|później nie teraz|potem nie teraz|teraz jestem zajęty|zajęta jestem później
    nie mam czasu później|nie w tej chwili|teraz nie|teraz nie później|to później|może innym razem
    jutro dokończę|nie dziś|potem dokończę|dajmy to na jutro|lecę potem|zostaw na razie|zostaw szkic
  `,
    ask: `
    daj dostęp|dajcie mi dostęp|daj mi dostęp|chcę dostęp|potrzebuję dostępu|potrzebny mi dostęp|jak dostać dostęp|jak uzyskać dostęp
    proszę o dostęp|poproszę o dostęp|nie mam dostępu|brak dostępu|dlaczego nie mam dostępu|nic nie widzę dlaczego
    dlaczego nic nie widzę|potrzebuję uprawnień|potrzebne mi uprawnienia|daj uprawnienia|nie mam uprawnień|brak uprawnień
    wpuść mnie|wpuśćcie mnie|chcę korzystać z bota|zrób mnie administratorem|poproś admina o dostęp|kto może dać mi dostęp
    uzyskać uprawnienia|wniosek o dostęp|mogę dostać dostęp|dostęp proszę
    nie mam praw proszę o dostęp|pisze że nie mam uprawnień
    jak dostanę uprawnienia|otwórzcie mi dostęp
    nic nie widzę|czemu tu pusto|nie mam praw|brakuje mi uprawnień|jak dostać uprawnienia|dajcie mi prawa
    kazali mi poprosić o dostęp|nie wpuszcza mnie|dostęp zamknięty
  `,
    admin: `
    kto jest adminem|kto jest naszym adminem|kto u nas jest adminem|kto tu jest adminem|kto administruje|kto tu rządzi
    kto odpowiada za bota|kto nadaje uprawnienia|kto daje dostęp|do kogo się zwrócić|kogo zapytać|kogo mam zapytać|kto zarządza botem
    nazwisko administratora|pokaż administratorów|lista administratorów|kontakt do administratora|jak skontaktować się z adminem
    kim są administratorzy|kto ma prawa administratora|podaj administratora|potrzebny admin|muszę pogadać z adminem
    kto jest administratorem partnera|kto jest adminem mpn|kto za to odpowiada|kto może wpuścić ludzi
    kto daje uprawnienia|kto rządzi botem|do kogo po uprawnienia|kto jest u nas adminem|kto nadaje prawa
  `,
    thanks: `
    dziękuję|dziękuję bardzo|dzięki|dzięki wielkie|wielkie dzięki|dzieki za pomoc|dziękuję za pomoc|dzięks|dzięx|thx dzięki
    super|super dzięki|świetnie|świetna robota|dobra robota|brawo|ekstra|rewelacja|pięknie|doskonale|idealnie|jesteś super
    jesteś wielki|dobry bot|bardzo pomogłeś|pomogło|ok dzięki|wszystko jasne dzięki|jestem wdzięczny|serdeczne dzięki
    spoko dzięki|mega|bomba
    dzięki wielkie|dzieki wielkie|super dzięki wielkie|wielkie dzięki bocie|dziękuję ślicznie|dziękuję to wszystko
    ok super
    ratujesz mi życie|dzięki ratujesz mi życie|uratowałeś mnie|uratowałaś mnie|uratowałeś mi dzień|pomogłeś
    pomogłeś mi|bardzo mi pomogłeś|tego było trzeba|mistrz|jesteś mistrzem|jesteś najlepszy|złoty jesteś
    wspaniale|stokrotne dzięki|dziękówa|dziena|thx|sztos|petarda|miło z twojej strony|lajk
  `,
    setUp: `
    skonfiguruj firmę|skonfigurować firmę|konfiguracja firmy|zacznij konfigurację|jak skonfigurować|jak skonfigurować bota
    ustawienia bota|otwórz ustawienia|pierwsza konfiguracja|wstępna konfiguracja|konfiguracja|wprowadź dane firmy|uzupełnij dane firmy
    dopiero zaczynamy|od czego zacząć konfigurację|skonfigurujmy|podłącz firmę|dokończ konfigurację|kreator konfiguracji
    zarejestruj firmę w bocie|zmień ustawienia|parametry|dodaj lokalizację|dodaj biuro|dodaj konsultanta|dodaj nowego konsultanta
    mamy nowego konsultanta|nowy konsultant u nas|dodaj kolejną lokalizację|mamy nowe biuro w Berlinie|wdrożenie bota
    gdzie ustawić firmę|właśnie zainstalowaliśmy bota|dopiero zainstalowaliśmy bota|pierwsze kroki|jesteśmy nowi
    otworzyliśmy nowy oddział|nowy oddział|nowe biuro
  `,
    people: `
    kto korzysta z bota|kto ma dostęp|kto ma jakie uprawnienia|pokaż ludzi|lista osób|lista użytkowników|użytkownicy|pokaż użytkowników
    zarządzaj użytkownikami|zarządzanie uprawnieniami|daj dostęp #p|daj #p dostęp|daj Marii dostęp|dodaj użytkownika|dodaj kolegę
    dodaj koleżankę|zaproś kolegę|zrób #p administratorem|zrób z #p admina|nadaj #p uprawnienia|usuń #p z bota|zabierz uprawnienia #p
    zmień uprawnienia #p|zmień rolę #p|kto jest w zespole|nasz zespół|kto u nas pracuje|role pracowników|kto prosił o dostęp
    prośby o dostęp|zatwierdź dostęp|nowy pracownik chce dostęp|nowy kolega potrzebuje dostępu|personel|lista pracowników
    zablokuj użytkownika|ustaw #p jako administratora partnera
    pokaż ludzi w zespole|ludzie w zespole|koledzy lista|pokaż kolegów|kto jest w drużynie
    zrób #p konsultantem|zrób #p adminem|zrób z #p konsultanta|zmieńcie rolę #p|zmieńcie #p rolę na konsultanta
    rola #p jest zła|#p ma złą rolę|#p teraz jest konsultantem|#p potrzebuje dostępu|dajcie #p dostęp
    daj prawa #p|usuń #p|zabierz dostęp #p|#p odszedł|#p odeszła|#p odchodzi|#p już u nas nie pracuje
    nowy pracownik|nowy pracownik #d|nowy pracownik #d dodaj go|nowa osoba zaczyna #d|nowa koleżanka #d dodaj ją
    #p zaczyna #d|nowy kolega od #d|dodaj nowego kolegę|dodaj osobę|dodaj pracownika|dodaj kowalskiego
    mamy nowego|mamy nową osobę|kto jest kim|jaką rolę ma #p|jakie prawa ma #p|wpuść #p|wpuść kolegę
    usuń użytkownika
    #p ma być konsultantem a nie tylko podgląd|#p ma być konsultantem|dajcie mu rolę konsultanta
    nowemu rolę konsultanta
  `,
    company: `
    pokaż firmę|dane firmy|nasza firma|dane o firmie|informacje o firmie|zmień dane firmy|edytuj firmę|nasze kompetencje
    jakie mamy kompetencje|dodaj kompetencję|dostaliśmy złoto|mamy teraz gold|nasze lokalizacje|nasi konsultanci
    kim są nasi konsultanci|lista konsultantów|jakich mamy konsultantów|zaktualizuj dane firmy|nasz mpn id|zmień mpn id
    co bot wie o firmie|przedłuż kompetencję|kompetencja wygasa|kiedy rocznica kompetencji|zmień nazwę firmy
    straciliśmy kompetencję|jakie mamy certyfikaty|egzaminy konsultantów|#p zdał egzamin|dodaj egzamin #p|limit dni
    maksymalna liczba dni|karta firmy
    zmienił się adres|zmienił nam się adres|zmienił się nam adres firmy|zmienił się adres firmy
    adres firmy się zmienił|gdzie zmienić adres|gdzie poprawić adres|zmiana adresu|przeprowadziliśmy się
    przeprowadziliśmy biuro|przenieśliśmy biuro gdzie zmienić adres|biuro się przeniosło|nowy adres firmy
    nowa siedziba|zmienił się telefon firmy|zmieniła się nazwa firmy|zmieniliśmy nazwę|gdzie nasze dane
    dane rejestrowe|popraw dane firmy|popraw nazwę naszej firmy|mamy nową kompetencję|jaki mamy poziom
    kiedy kończy się kompetencja
  `,
    eligibility: `
    czy możemy robić #e|czy możemy realizować #e|czy wolno nam #e|czy mamy prawo do #e|czy mamy prawo robić #e
    czy możemy prowadzić #e|czy kwalifikujemy się do #e|czy spełniamy wymagania #e|co jest potrzebne do #e|czego brakuje do #e
    dlaczego nie możemy #e|wymagania dla #e|jakie są wymagania|jakie wymagania ma #e|co możemy realizować|co nam wolno
    jakie projekty możemy robić|jakie programy są dla nas|czy spełniamy wymagania|sprawdź wymagania|sprawdź uprawnienia firmy
    sprawdź kwalifikowalność|jaka kompetencja jest potrzebna do #e|czy potrzebujemy złota do #e|kto może robić #e
    kto może prowadzić #e|który konsultant nadaje się do #e|czy możemy sprzedawać #e|czy #e jest dla nas dostępne|możemy #e
    czy damy radę zrobić #e wymagania|szkolenie zgodności|kto przeszedł szkolenie|umowa partnerska|podpisz umowę
    czy możemy brać vouchery na #e
    czy nadal możemy robić #e|wolno nam #e|jakie egzaminy do #e|czemu nie możemy #e
    czy nadal kwalifikujemy się do programu|czy nadal się kwalifikujemy|czy jeszcze spełniamy wymogi programu
    czy w ogóle mamy prawo do planning services
  `,
    enrol: `
    zarejestruj nas w programie|rejestracja w programie|rejestracja w programie #e|jak się zarejestrować|jak zarejestrować się w #e
    jak przystąpić do programu|przystąpić do programu|udział w programie|chcemy wziąć udział|chcemy wziąć udział w #e
    przedłuż rejestrację|odnów rejestrację|czy jesteśmy zarejestrowani|czy jesteśmy zarejestrowani w #e|kiedy kończy się rejestracja
    termin rejestracji|zapisz nas do programu|dołącz do programu|zasady programu|zaakceptuj zasady|polityki programu
    coroczna rejestracja|ponowna rejestracja|status rejestracji|czy bierzemy udział w #e|zapisać firmę do #e|zapisy do programu
    chcemy się zapisać do programu|zapisać się do programu
    zapiszcie nas
    jak dołączyć do programu|chcemy do programu|kiedy kończy się rejestracja w programie|przedłużyć udział
  `,
    profile: `
    nasz profil|pokaż profil|profil partnera|edytuj profil|zaktualizuj profil|opublikuj profil|zmień profil|profil w katalogu
    nasz wpis w katalogu|katalog partnerów|zaktualizuj wpis w katalogu|jak klienci nas znajdują|profil biznesowy
    czy profil jest opublikowany|uzupełnij profil|dokończ profil|tekst profilu|opis firmy w katalogu|profil publiczny
    na ile profil jest uzupełniony|co widzą klienci|nasza strona w katalogu|profil firmy|otwórz profil|popraw profil
    publikacja profilu
    zaktualizować profil w katalogu partnerów|nasz profil w katalogu|popraw wpis w katalogu partnerów
    co widzą o nas klienci|zmienić tekst profilu|gdzie nasz publiczny profil|czy profil jest kompletny
  `,
    notifications: `
    ustaw powiadomienia|zmień powiadomienia|ustawienia powiadomień|nie wysyłaj mi wiadomości|przestań mi wysyłać|przestań spamować
    za dużo wiadomości|za dużo piszesz|za dużo powiadomień|wyłącz powiadomienia|włącz powiadomienia|wyłącz przypomnienia
    włącz przypomnienia|nie pisz do mnie tak często|przysyłaj raz dziennie|jedna wiadomość dziennie|podsumowanie raz dziennie
    chcę dzienne podsumowanie|mniej wiadomości|ciszej|nie przeszkadzać|nie przeszkadzaj|jakie powiadomienia dostaję
    dlaczego do mnie piszesz|wypisz mnie z powiadomień|o czym przypominasz|ustawienia przypomnień|wycisz|wycisz powiadomienia
    wycisz wszystko|jakie mam przypomnienia|dość powiadomień
    nie pisz w nocy|nie pisz do mnie w nocy|nie pisz tak często|za często piszesz|często piszesz|przestań pisać
    przestań pisać co rano|przestań mi pisać codziennie|dość spamu|nie spamuj|przestań wysyłać
    nie wysyłaj mi co rano|nie pisz w weekendy|pisz rzadziej|pisz raz w tygodniu|raz w tygodniu wystarczy
    tylko pilne|tylko ważne rzeczy|wyłącz pingi|wyłącz przypominajki|wstrzymaj powiadomienia
    mam dość twoich wiadomości|ile można pisać|czemu do mnie piszesz|po co mi to przychodzi|kiedy piszesz
  `,
    import: `
    wczytaj plik|wgraj plik|wgraj excel|wgraj tabelę|import z excela|zaimportuj tabelę|zaimportuj plik|import pliku|import tabeli
    załaduj dane|załaduj plik|wczytaj csv|czy mogę wgrać excel|jak wgrać plik|jak zaimportować|mam tabelę|mam plik excel
    mam wszystko w excelu|przeczytaj mój excel|masowe wczytanie|import konsultantów|wczytaj konsultantów|import kompetencji
    wgraj listę konsultantów|wczytaj lokalizacje|wklej tabelę|weź dane z tabeli|import danych z partner center|zaimportować z pliku
    załadować tabelkę
    import z excela|import voucherów z excela|wczytaj vouchery z excela|wrzuć dane z excela|wgraj vouchery z pliku
    mam csv|mam csv z voucherami|mam excela z voucherami|mam excela|mam plik z voucherami
    mam plik gdzie go wrzucić|gdzie wrzucić plik|gdzie wrzucić csv|gdzie go wrzucić csv|gdzie wrzucić excela
    gdzie wgrać plik|gdzie wgrać tabelę|gdzie załadować plik|można tabelką|można wgrać tabelę|wgrać csv
    wrzucić listę voucherów|dużo voucherów naraz|załadować wszystko z pliku|tabela na sto wierszy gdzie
    lista w excelu|czytasz excela|wczytaj z excela
  `,
    quarantine: `
    pokaż skrzynkę|otwórz skrzynkę|pokaż pocztę|wstrzymane maile|zatrzymane wiadomości|jakie maile czekają|maile w kwarantannie
    nowe maile|czy są nowe maile|sprawdź pocztę|sprawdź skrzynkę|nieznani nadawcy|maile od nieznanych nadawców|gdzie jest mój mail
    wysłałem maila na skrzynkę|utknięte maile|zablokowane maile|przychodzące|co przyszło pocztą|które maile nie zostały przydzielone
    nieprzydzielone wiadomości|rozdaj maile|spam|dlaczego mail został zatrzymany|co jest w skrzynce|poczta przychodząca
    zatrzymana poczta
    maile utknęły|gdzie podział się mail|mail nie przyszedł|przesłałem maila gdzie jest|gdzie mail od klienta
    co w skrzynce|nieprzypisane maile|maile do rozdzielenia
  `,
    ranOut: `
    usuń wygasłe|usuń wygasłe vouchery|zamknij wygasłe|zamknij wygasłe vouchery|skasuj wygasłe|posprzątaj wygasłe|wyczyść wygasłe
    które vouchery wygasły|co wygasło|pokaż wygasłe|które wygasły|które przepadły|przepadłe vouchery|co przepadło
    którym minął termin ważności|minął termin ważności|archiwizuj wygasłe|schowaj wygasłe|odłóż wygasłe|lista wygasłych
    czy są wygasłe|usuń martwe vouchery|nieważne vouchery|przeterminowane vouchery usuń|pozbądź się wygasłych|porządek z wygasłymi
    nieaktualne vouchery|wygasle
    posprzątaj wygasłe vouchery|usuń te co wygasły|zamknij te którym minął termin
    wygasło coś|przeterminowane vouchery|przeterminowane|minęła ważność|wyrzuć wygasłe
    co nam wygasło|co się przeterminowało|co nam przepadło przez termin|co nam się przeterminowało
  `,
    record: `
    zapisz voucher|zapisz voucher #n|wpisz voucher|wpisz voucher #n|dodaj voucher|dodaj voucher #n|wprowadź voucher ręcznie
    wprowadź voucher|mam numer vouchera|dostałem numer vouchera|dostaliśmy voucher|dostaliśmy nowy voucher od #c|przyszedł voucher
    przyszedł voucher od #c|klient przysłał voucher|klient podał numer|zarejestruj voucher #n|zarejestruj nowy voucher
    zachowaj voucher #n|nowy numer #n|numer vouchera to #n zapisz|chcę zapisać voucher|#c przysłał voucher #n|wklep #n
    wprowadź #n|oto voucher #n|dodaj numer #n|wpisz nowy voucher|wpisz ręcznie|mam voucher dla #c
    wpisz nowy numer vouchera|dopisz nowy voucher po numerze|zapisać nowy numer vouchera
    przyszedł nowy voucher|nowy voucher przyszedł|przyszedł voucher #n|dodaj #n|dopisz #n|zapisz #n
    zapisz voucher #n dla #c|klient przysłał #n|nowy od #c #n|wpisz #n
  `,
    reserve: `
    zarezerwuj #n|zarezerwować #n|rezerwuj #n #d|muszę zarezerwować #n|muszę zarezerwować #e dla #c #d|trzeba zarezerwować #n #d
    trzeba zarezerwować #c|chcę zarezerwować #c #d|chcę zarezerwować voucher|chcę zaklepać #n|zaklep #n|zaklepać #c #d
    bierzemy #n|bierzemy #c #d|biorę #n|weź #n #d|rezerwacja #n|rezerwacja #n #d|rezerwacja dla #c #d|nowa rezerwacja
    zrób rezerwację|zrób rezerwację dla #c|rezerwujemy #c #d|zabukuj #n|zabukuj #c #d|zabukować #e #d|bukujemy #n|ustaw #n #d
    wstaw #c #d|zaplanuj #n #d|zaplanować #c #d|zaplanuj #e dla #c #d|planujemy #c #d|wpisz #p na #n #d|rezerwacja #n na #p #d
    #p robi #n #d|#p bierze #n #d|#p jedzie do #c #d|niech #p jedzie do #c #d|zajmij #n|zajmij #n zanim wezmą inni
    zabezpiecz #n|przyklep #n|zaczynamy #n #d|zaczynamy #c #d|zacznij #n #d|zacząć #e u #c #d|robimy #e u #c #d|robimy #n #d
    zróbmy #n #d|przeprowadźmy #e w #c #d|możemy #c #d|#n na #d|#c na #d|zarezerwowałem #n|zarezerwowałam #n|zarezerwowaliśmy #n
    #n jest już zarezerwowany w vvr|klient #c gotowy na start #d|#c czeka na nas #d|zweryfikuj i zarezerwuj #n|zarezerwuj go #d
    zarezerwuj to|zarezerwuj ten voucher #d|zarezerwój #n|zarezrwuj #c|który voucher zarezerwować|można zarezerwować #n #d
    chcę coś zarezerwować|chcę coś zabukować|chciałbym coś zarezerwować|chciałabym zarezerwować voucher|#n od #d
    #n od #d do #d|#c od #d|#n rezerwuj od #d do #d|#c rezerwuj #d|zaklep #n #d|zaklep #c na #d|zaklep #e w #c #d
    zarezerwuj #n na #p od #d|zarezerwuj #c #e #d|zarezerwuj voucher #c #d|zarezerwuj ten #e|zarezerwuj #e
    zarezrwuj #n|zarezerwój #n #d|rezerwacja #c #e #d|potrzebna rezerwacja #n #d|potrzebuję rezerwacji #c #d
    wpisz #c na #d|wpisz #n w kalendarz #d|zaplanuj #n #d|zaplanuj #c na #d|postaw rezerwację na #n
    zrób rezerwację #n #d|bierzemy #n od #d|weźmiemy #c #d|#p zrobi #n #d zarezerwuj
    #n niech robi #p zarezerwuj na niego|trzeba zabukować #n|trzeba zaklepać #c #d|można zarezerwować #n
    zajmij #n dla nas|zabezpiecz #n dla nas
    #c #d zarezerwuj|#n #d rezerwacja|#d zarezerwuj #n|#d zarezerwuj #c|#d chcę zrobić #c|na #d zarezerwuj #n
    na #d rezerwacja #c|rezerwuj|rezerwacja|zarezerwuj|zabukuj|bukuj|#n rezerwuj|#c rezerwacja #d
    zapisz mnie na #c #d|wpisz mnie na #n #d|daj #p na #c #d|pojedzie #p rezerwuj #n|#c pojedzie #p rezerwuj
    zrobi to #p zarezerwuj #n|wykonawca #p #n zarezerwuj|konsultant #p zarezerwuj #n|#p robi #c #d zarezerwuj
    #p ma czas #d zabukuj #c|#p wolny #d rezerwacja #c|#c z #p #d|#n rezerwacja konsultant #p
    #c zgodzili się na #d|#c potwierdził #d|#c potwierdzili #d rezerwuj|klient zgadza się na #d dla #n
    łap #c póki wolny|zaklep #c #d|trzeba zarezerwować #n|robimy #c #d|jedziemy do #c #d|#c zaczynamy #d
    #n startujemy #d|rezerwacja na #n|na #p zarezerwuj #n|#n na #p
    rezerwacja proszę|rezerwowanie|bukowanie|chcę zająć #n|zajmij mi #n|zajmij #c #d
    zajmijmy #c zanim wygaśnie|chcę wziąć #n|wezmę #n|biorę #c #d|ja zrobię #n|ja zrobię #e w #c
    ja zrobię ten #e w #c|ja wezmę #c #d|zrobię #c #d|wpisz #p na #c #d|zapisz #p na #c #d|zapisz #p na #n
    wyślij #p do #c #d|#c #d jedzie #p|#c #e #d jedzie #p|#n #d jedzie #p|klepnij #n|klepnij #n #d
    klepnij #c #d|zaklepać #n|przyklep #n #d|#c zgodzili się #d rezerwuj|#c pasuje #d bookuj|zabookować #n
    zabookuj #c #d|trzeba zabookować #c|gdzieś zabookować #c #d|zrób rezerwację #c|rezerwacja #c
    #n weźmie #p|#c weźmie #p|#e w #c weźmie #p|#p weźmie #n|#p weźmie #c|#n zrobi #p|#c zrobi #p|#c robi #p
  `,
    report: `
    raport #n|raport z #n|raport dla #c|złóż raport|złóż raport #n|oddaj raport|oddać raport|muszę oddać raport|muszę oddać raport #n
    trzeba oddać raport dla #c|muszę zaraportować #n|zaraportuj #n|zaraportować #c|raport końcowy|raport końcowy #n
    raport z realizacji #n|sprawozdanie|sprawozdanie z #n|wyślij raport|wyślij raport #n|prześlij raport dla #c|raport oddany #d
    raport #n oddany #d|raport #n wysłany #d|oddałem raport #n|oddałam raport #d|złożyliśmy raport|skończyliśmy #n|skończyliśmy #c
    skończyliśmy #e w #c|zakończyliśmy #n|zakończyliśmy #c #d|skończyłem #n|zakończony #n|#n gotowy|#n zrobiony|#n wykonany
    #n zakończony #d|#c skończone|#c zrobione|prace w #c zakończone|praca zakończona|projekt zakończony|wszystko zrobione w #n
    przeprowadziliśmy #e w #c|zrealizowaliśmy #e w #c|klient dostał plan|klient dostał dokument|#c dostał dokument
    przekazaliśmy dokument klientowi #d|plan przekazany #d|oznacz #n jako wykonany|oznacz #n jako zaraportowany|#p skończył #n
    #p skończyła #c|zamknij #n raportem|napisz raport|napisz raport dla #c|zrób raport #n|zaległy raport dla #c|dokończ raport
    rapotr #n|raprot #n|chcę złożyć raport
    skończyliśmy #n #d|skończyliśmy #c|zakończyliśmy #n #d|zaraportuj #e w #c
    zaraportuj #c|zaraportować #n|wyślij raport #n|wyślij raport z #c|trzeba wysłać raport #n|raport końcowy #n
    raport z #c|raport z #n|#p skończył #n #d|#p skończył #c|#c zrobione #d|#n zrobiony #d|#n zakończony #d raport
    #e w #c skończone zrób raport|u #c wszystko skończone|zdaj raport #n|złóż raport za #c|trzeba zaraportować #n
    muszę oddać raport #n|jak oddać raport #n
    gdzie wgrać raport|gdzie wrzucić raport|gdzie wrzucić raport z realizacji|gdzie wrzucić raport z wykonania
    gdzie oddać raport|gdzie złożyć raport|gdzie wysłać raport|dokąd raport|jak zaraportować|jak oddać raport
    raport gotowy|raport dla #c gotowy|raport dla #n gotowy #d|raport dla #n|raport #n proszę|chcę zaraportować
    skończyliśmy z #n|#n zrobiliśmy #d|prace u #c zakończone|#c odebrał prace|#c podpisał odbiór
    złóż raport dla #n|oddaliśmy raport #c #d|#n gotowe|#c wszystko gotowe
    raportowanie|sprawozdanie #n|sprawozdanie #c|sprawozdanie #c #e|sprawozdanie z #e|protokół #c
    protokół odbioru #n|mam raport #p|mam raport od #p|mam zaległy raport #p|#p przysłał raport
    #p przysłał raport gdzie go dać|#p wreszcie przysłał raport|#p podesłał raport|#p oddał raport
    raport od #p przyszedł|raport przyszedł gdzie go wrzucić|przyszedł raport #c|przyszedł raport #n co z nim
    dostałem raport od #p|raport #p leży u mnie|mam w ręku protokół od #c|mam protokół od #c z #e
    protokół od #c przyszedł|przyszły papiery od #c|papiery z #c są gdzie je wpisać|dokumenty od #c przyszły
    podpisany protokół #c|oto raport #p|oto raport #n|wpisz raport #p|wpisz raport #c|dodaj raport #n
    wrzucam raport #n|wrzuć raport #c|gdzie wpisać raport #p|#n zaraportowaliśmy #d
    rozliczyliśmy raportem #n #d|#n zakończone #d raport jest
    oddałem #n #d|oddałam #n #d|oddaliśmy #n #d|oddałem raport #n #d|wysłałem raport #n #d|zrobiłem #n #d
    #p skończył #e #d|#p zakończył #e #d|#p zrobił #e #d|zamknęliśmy #n #d
  `,
    redeem: `
    zrealizuj #n|zrealizować #n|zrealizuj voucher|zrealizuj voucher #c|zrealizować voucher #c|zrealizuj voucher dla #c
    trzeba zrealizować #n|muszę zrealizować #c|chcę zrealizować #n|realizacja #n w vvr|zrealizowany #n|#n zrealizowany #d
    zrealizowałem #n|zrealizowaliśmy voucher #n #d|umorz #n|umorzyć #n|wykorzystaj #n|wykorzystaj voucher #n|wykorzystać voucher #c
    oznacz #n jako zrealizowany|oznacz #n jako wykorzystany|zrealizuj wszystkie zaraportowane|zrealizuj wszystko gotowe
    które można zrealizować|co można zrealizować|które vouchery zrealizować|spienięż #n|skasuj voucher #n w vvr|zrealizuj go
    zrealizuj ten|zrealizuj dziś #n|zrealizój #n|zrealzuj #c|czas zrealizować #c|voucher #c zrealizowany #d|odbierz voucher #n
    realizacja #n|realizacja #c|realizacja vouchera #n|realizacja #n|trzeba zrealizować #n
    trzeba zrealizować #e dla #c|trzeba zrealizować #c|#n do realizacji|#c do realizacji|zrealizować #c|zrealizuj #e
    zrealizuj ten #e|aktywuj #n|aktywacja #n|#n zrealizowaliśmy #d|zrealizowaliśmy #c #d|można realizować #n
    umorz #n|umórz #c|chcę zrealizować #n|czy można już zrealizować #n
    zrealizuj #c|zrealizuj proszę #n|zrealizujcie #n|#n zrealizuj|#n zrealizować|#n zrealizowaliśmy
    #n zrealizowany|zrealizowaliśmy #c|pora zrealizować #c|realizujemy #n|można zrealizować #n
    realizacja|realizacja proszę|realizowanie|aktywacja|umorzenie|umorzenie #n|realizuj #n|realizuj #c
    realizujemy #c|realizujmy #n|#c zaraportowany więc realizujemy|zużyj #n
    #n można spieniężyć|#c można już zrealizować|#n do spieniężenia
  `,
    claim: `
    wniosek #n|wniosek o płatność #n|wniosek o płatność za #c|wniosek o zapłatę #n|złóż wniosek|złóż wniosek o płatność
    złóż wniosek o płatność za #n|złóż wniosek dla #c|złożyć wniosek za #n|utwórz wniosek|utwórz wniosek dla #n|zrób wniosek #n
    przygotuj wniosek o płatność|nowy wniosek|nowy wniosek o płatność|poproś o płatność za #n|poproś microsoft o zapłatę
    zażądaj płatności za #c|wystąp o płatność za #n|wystąpić o pieniądze za #n|wystaw fakturę za #n|wystaw fakturę microsoftowi za #c
    faktura za #n|chcę dostać pieniądze za #n|chcemy pieniądze za #n|chcemy zapłaty za #c|jak dostać pieniądze za #n
    co można zgłosić do płatności|zgłoś #n do płatności|zgłoś wszystkie zrealizowane|dodaj #n do wniosku|wniosek dla #c
    wnioskuj o #n|rozlicz #n|rozlicz #c|rozliczenie #n z microsoftem|wniosk #n|czas na wniosek za #c
    faktura do microsoftu za #c|faktura do microsoftu #n|rozlicz #c z microsoftem|rozliczyć #n|trzeba rozliczyć #c
    #n do rozliczenia|#c do rozliczenia|#c do zapłaty|#n do płatności|zgłoś #c do zapłaty|wyślij #n do płatności
    wniosek za #n|zrób wniosek za #c|trzeba złożyć wniosek za #c|chcę złożyć wniosek|pora na pieniądze za #c
    wystąp o zapłatę za #n|podaj #n do zapłaty
    za #c można już prosić o kasę|można już wziąć pieniądze za #c|można wystąpić o płatność za #n
    można już złożyć wniosek #n|poproś o pieniądze za #n|wystąp o płatność #c|złóż wniosek na #n
    złóż wniosek za #c|wniosek na #n|chcemy kasę za #c|chcę pieniądze za #n|fakturuj #c|odebrać pieniądze za #n
    pora na kasę za #c|#c zrealizowany złóż wniosek
  `,
    release: `
    zwolnij #n|zwolnić #n|zwolnij rezerwację #n|zwolnij rezerwację #c|anuluj rezerwację|anuluj rezerwację #n|anuluj rezerwację #c
    odwołaj rezerwację #n|odwołać #n|odwołaj #n|odwołujemy #c|anuluj #n|anulujemy #c|cofnij rezerwację #n i oddaj|oddaj #n
    oddaj voucher|oddajemy #n|puść #n|uwolnij #n|zrezygnuj z #n|rezygnujemy z #n|rezygnujemy z #c|nie będziemy robić #n
    nie zrobimy #n|nie damy rady zrobić #n|nie jedziemy do #c|#c odwołał|#c zrezygnował|klient zrezygnował|klient zrezygnował z #n
    klient odwołał #n|klient się rozmyślił|#c już nie chce|projekt w #c się nie odbędzie|#n się nie odbędzie|projekt odwołany
    #c odwołali projekt|zdejmij rezerwację z #n|usuń rezerwację #n|wycofaj rezerwację #n|wycofujemy się z #n|odrezerwuj #n
    odbukuj #n|zwolnij go|koniec rezerwacji #n
    klient zrezygnował #n zwolnij|#c zrezygnował zwolnij|#c się wycofał|#c się wycofali|nie jedziemy zwolnij #c
    #n już niepotrzebny|#n odpada|#c odpada|anuluj rezerwację u #c|rezerwację #n anuluj|rezerwację #c odwołaj
    zdejmij rezerwację #c|trzeba zwolnić #n|#c nie dojdzie do skutku|odpuszczamy #n|odpuszczamy #c
    zdejmij rezerwację|zdejmij rezerwację #n|zdejmij rezerwację z #c|ściągnij rezerwację #n|ściągnij #p z #c
    #p z #c ściągnij|zdejmij #p z #c|ściągnij #p z #c rezerwacja nieaktualna|rezerwacja nieaktualna
    rezerwacja #c nieaktualna|rezerwacja #n już niepotrzebna|rezerwacja niepotrzebna
    #p nie jedzie do #c zdejmij rezerwację|#p nie pojedzie zdejmij rezerwację #n|#p zachorował zwolnij #n
    #c zrezygnowali|#c rozmyślili się|#c odpadli|klient się wycofał|odwołaj rezerwację #c
    anulowanie rezerwacji #n|#c nie chcą|nie robimy #c|#c odwołane|#n odwołane|zwróć #n|usuń rezerwację z #n
    odwołaj rezerwację #e|anuluj rezerwację #e|zdejmij #p z #e w #c|zdejmij #p z #c nic z tego
    nic z tego nie było zdejmij rezerwację #c|cofamy rezerwację #c oddajemy|oddaj rezerwację #c
    oddaj rezerwację #n|#c zrezygnowali oddaj rezerwację|skreśl rezerwację #n|usuń rezerwację #p u #c
    rezerwacja #n do anulowania|odwołanie rezerwacji #c|odwołanie rezerwacji #e|zrzuć rezerwację #n
    puszczamy #c|nie dojdzie do skutku oddaj #n|klient odwołał zdejmij #p
    #c się wykruszyli|#c się wykruszył zwalniaj|#c się wycofali zwalniaj|zwalniaj #n|zwalniamy #c|#e odwołany
    #e odpada
  `,
    lose: `
    #n utracony|straciliśmy #n|straciliśmy #c|voucher stracony|#n stracony|#n zabrał inny partner|inny partner zabrał #n
    inny partner ma #n|#n ma inny partner|inny partner wziął #n|inny partner zarezerwował #n|ktoś inny wziął #n|ktoś już wziął #n
    ktoś inny ma #n|zabrali nam #n|#n zabrany|#n zajęty przez innego partnera|#n poszedł do innego partnera
    #c poszedł do innego partnera|#c wybrał innego partnera|#c wybrał konkurencję|podebrali nam #n|podkradli #c|ktoś był szybszy
    ktoś nas ubiegł z #n|ubiegli nas|oznacz #n jako utracony|#n jest już zajęty|już zarezerwowany przez innego partnera
    przegraliśmy #c|konkurencja wzięła #n|nie zdążyliśmy #n zabrali|przepadł nam #n inny partner
    #n przepadł|#c przepadł zabrał inny partner|oznacz #n jako stracony
    oznacz #c jako utracony|#c straciliśmy|#n straciliśmy|#c stracony|#c poszli do konkurencji|#c wzięła konkurencja
    #c ma już innego partnera|#n dostał ktoś inny|#c zarezerwował inny partner|podebrali nam #c
    przegapiliśmy #c|#c przepadł|#c poszli do innych|#n wziął inny partner|#n nam podebrali|#c nam podebrali
    #n przejęli|#c przejęła konkurencja|ktoś wziął #n wcześniej|nie zdążyliśmy #c wzięli inni|inni wzięli #c
    spóźniliśmy się z #n|#n zajął inny partner
    spisz na straty #n|spisz #n na straty|spisz #c na straty|spisujemy #n na straty|spisujemy #c|#n na straty
    #c na straty|#n wygasł spisz na straty|#n przepadł na dobre|#c przepadł na dobre|#n przepadło
    #n stracony na zawsze|#n do kosza|#c do kosza|#c do kosza straciliśmy go|wyrzuć #n do kosza
    #n jest martwy|#n nie do uratowania|#n już nie uratujemy|#c nic z tego nie będzie oznacz jako stracony
    #n uznaj za stracony|uznajemy #n za stracony|uznajemy #c za utracony
    klient nie może znaleźć #n uznajemy za utracony|straciliśmy go #n|straciliśmy to #c|odpisz #n w straty
    odpisujemy #c|microsoft anulował #n|microsoft anulował voucher #c|krzyżyk na #n|po #n|#n pogrzebany
    #n przepadł na amen|#c przepadł na amen|#n przepadł bezpowrotnie
    ubiegli nas z #c|wyprzedzili nas z #n|odpisz #n|odpisz #c po ptakach|#n po ptakach
  `,
    reschedule: `
    przełóż #n|przełóż #n na #d|przełożyć #n na #d|przełóż #c na #d|przełożyć #c|przenieś #n na #d|przenieś #n|przenieść #c na #d
    przenieś #c|przenosimy #n na #d|przesuń #n|przesuń #n na #d|przesuń #c #d|przesunąć #n o tydzień|przesuń o tydzień #n
    zmień termin #n|zmień termin #n na #d|zmienić termin #c|zmień daty #n|zmień daty #c na #d|zmiana terminu #n|zmiana terminu dla #c
    inny termin dla #n|inny termin #c|nowy termin #n|nowy termin dla #c #d|#c chce innego terminu|#c prosi o inny termin
    #c prosi o przesunięcie|#c chce przełożyć na #d|klient prosi o inną datę|klient chce przełożyć|klient prosi o zmianę na #d
    opóźnij #n o tydzień|odłóż #n na #d|odsuń #c na #d|lepiej #n #d|#n lepiej #d|czy można #n przenieść na #d
    #n przenosi się na #d|#n będzie jednak #d|#c nie może #d|#c nie zdąży #d|termin #n się zmienił|termin się zmienił
    daty się zmieniły|data się zmieniła u #c|popraw termin #n|przeplanuj #n|przeplanuj #c #d|przestaw #n na #d|przyspiesz #n
    zacznij #n wcześniej #d|klient na urlopie przełóż|przeloz #n|przedłuż #n do #d|inne daty #n
    #e zaczyna się #d zmień|#c ma się zacząć #d|#n ma się zacząć #d zmień
    #c zaczyna #d popraw|zmień #n na #d|zmień #c na #d|zmień początek #n na #d|początek #n #d
    nowe daty dla #e #c od #d do #d|nowe daty dla #c od #d|nowe daty #n|nowa data #n #d|nowa data #c
    #d nie pasuje dla #n|#d nie pasuje #c inny termin|#c prosi o tydzień później|#n tydzień później
    #c o tydzień później|#n przesuwa się na #d|#c przesuwa na #d|trzeba przełożyć #n|trzeba przesunąć #c #d
    #n teraz od #d|#c jednak #d|przerzuć #n na #d|przenieś #e u #c na #d|inne terminy dla #c
    #c prosi o #d|#c prosi dopiero o #d|#c prosi tylko o #d|#c prosi nie wcześniej niż #d|#c chce #d
    #c chce dopiero #d|#c może tylko #d|#c mogą tylko #d|klient od #e prosi o #d|klient od #e chce dopiero #d
    klient #e chce #d|#e klient prosi dopiero o #d|#e klient prosi o #d|#e klient chce #d|#e przenosi się na #d
    #e dopiero #d|#p chorował potrzebne nowe terminy #n|#p chory przełóż #n|#p chory przełóż #c na #d
    potrzebne nowe terminy #n|potrzebne inne terminy #c|przesuń #n #d|przesunąć #n #d|przesuwamy #n #d
    przełóż #n #d|przełóż #c #d|przełożyć #n #d|przełożyć #c #d|przełóżcie #n #d|przełożył #n #d|przenieś #n #d
    przenieś #c #d|przenieść #n #d|przeniesienie #n #d|#d przełóż #n|#n przełożyć #d|#n przekładamy #d
    przekładamy #c #d|odsuń #c #d|#c później #d|#n później #d|wcześniej #c #d|terminy #n zmieniły się na #d
    u #c zmieniły się terminy|#n nie wcześniej niż #d|#n od #d zamiast #d|zmień terminy #n #d|zmień daty #c #d
    #n ślizga się #d|#n się obsuwa #d|#c się obsuwa #d|obsuwa #n #d|obsuwa na #c #d|#n się przesuwa #d
    #n przesunięcie #d|przesunięcie #n #d|przesunięcie #c #d|przesuń termin #n #d|#n zjeżdża #d|#n o #d
    #n plus #d|przełożenie #n #d|przełożenie #c|przekładka #n #d|rusz #n #d|popchnij #n #d|zsuń #c #d
    odsuwamy #n #d|zmiana dat #n #d|przebukuj #n #d|przebukuj #c #d
  `,
    correct: `
    popraw #n|poprawić #n|napraw #n|błąd|błąd w #n|pomyłka|pomyliłem się|pomyliłam się|pomyłka w #n|ups|ups nie to|ojej pomyłka
    nie to|nie ten|nie ten przycisk|kliknąłem nie to|zły przycisk|źle|to jest źle|niedobrze|nieprawidłowo|cofnij ostatni krok
    cofnij ostatnie|cofnij ostatnią zmianę|cofnij #n|cofnij ostatni krok #n|cofnij to co zrobiłem|odkręć to|odkręć #n
    przywróć poprzedni stan #n|przywróć jak było|wycofaj ostatnią operację|cofnij realizację #n|cofnij raport #n
    przez pomyłkę zrealizowałem #n|omyłkowo oznaczyłem #n|kliknęło mi się|niechcący|to przez przypadek|zły klient przy #n
    nie ten klient|nie ten numer|numer jest zły|zmień dane #n|zmień dane vouchera #n|zmień klienta #n|edytuj #n|edycja #n
    literówka w #n|duplikat #n|#n to duplikat|usuń #n|usunąć #n|usuń voucher|unieważnij #n|to nie nasz voucher
    zmień datę ważności #n|zła data przy #n|popraw adres admina w #n|popraw voucher #c|korekta #n|bład
    popraw dane #c|dane #n są złe|w #n jest błąd popraw|w #n zła data popraw|w #c zły klient
    coś nie tak z danymi #n|trzeba poprawić #n|#n poprawić|źle wpisane #n|literówka u #c popraw
    pomyliłem się w #n|pomyliłam się w #n|literówka w liczbie dni #n|w #n literówka
    w #n literówka w nazwie klienta|w #n błąd w kliencie|w #n jest źle|w #n zły klient|w #n nie ten klient
    w #n złe dni|zła liczba dni w #n|zła liczba dni #n|błędna liczba dni w #n|nie ta liczba dni w #n
    w #n powinno być 3 dni|dni w #n powinno być 5|#n powinno mieć 3 dni|popraw dni w #n|popraw klienta w #n
    popraw liczbę dni #n|skoryguj #n|skoryguj dni #n|błędnie wpisany klient #n|nazwa klienta w #n z błędem
    w #n błąd|#n ma złą ważność|data ważności #n zła|#n nie dla #c|#n to tak naprawdę #e|w #n powinno być #e
    nie to kliknąłem|nie to kliknęłam|źle zrobiłem cofnij|wycofaj to
    przez pomyłkę zrealizowałem #c|przez pomyłkę zarezerwowałem #n|przez pomyłkę zarezerwowałam #c
    przez pomyłkę zaraportowałem #n|przez pomyłkę oddałem raport #c|przez pomyłkę zwolniłem #n
    przez pomyłkę oznaczyłem #n jako stracony|#n zrealizowany przez pomyłkę|#n zarezerwowany przez pomyłkę
    #c zaraportowany przez pomyłkę|przez przypadek zrealizowałem #n|przez przypadek zarezerwowałem #c
    przez przypadek zwolniłem #n|przypadkiem zrealizowałem #n|przypadkiem zaraportowałem #c
    przypadkowo zarezerwowałem #n|przypadkowo kliknąłem #n|niechcący zrealizowałem #n
    niechcący zarezerwowałem #c|niechcący zwolniłem #n|niechcący oddałem raport #n|omyłkowo zrealizowany #n
    omyłkowo zarezerwowany #c|omyłkowo zaraportowałem #n|błędnie zrealizowałem #n|niesłusznie zrealizowany #n
    cofnij realizację #c|cofnij rezerwację #n to pomyłka|cofnij raport #c|cofnij to #n|wycofaj realizację #n
    wycofaj raport #c to błąd|odkręć realizację #n|odkręć raport #c|odkręć rezerwację #n|przywróć #n
    nie chciałem realizować #n|nie chciałam rezerwować #c|za wcześnie zrealizowałem #n|#n pomyłka
    przez pomyłkę|przypadkiem kliknąłem
  `,
    plan: `
    czy zdążymy z #n|czy zdążymy jeszcze z #c|czy starczy czasu na #n|czy jest jeszcze czas na #c|kto jest wolny dla #n|kto i kiedy może zrobić #c|kiedy możemy zacząć #n|najpóźniejszy początek #n
    czy zdążymy z #n|czy jeszcze zdążymy z #n|czy możemy jeszcze zrobić #n|czy da się jeszcze zrobić #n|czy #n jest jeszcze możliwy
    czy jest jeszcze czas na #n|czy wystarczy czasu na #n|czy nie jest za późno na #n|czy zdążymy dla #c
    kto jest wolny dla #n|kto może zrobić #n|kto mógłby poprowadzić #n|kto ma czas na #n|kto jest dostępny dla #c
    kiedy ktoś jest wolny dla #n|kiedy możemy zrobić #n|kiedy musimy zacząć #n|najpóźniejszy start #n|najpóźniejszy początek #n
    zaplanuj #n|zaplanuj projekt dla #c|plan dla #n|znajdź tydzień dla #n|znajdź tydzień dla #c|który tydzień pasuje do #n
    zaproponuj daty dla #n|zaproponuj tydzień dla #n|kiedy jest miejsce na #n
    kto jest wolny do #e|kto wolny na #n|kto ma czas|kto ma na to czas|kto jest wolny|znajdź okienko dla #n|okienko dla #c
    kiedy da się wcisnąć #e|kiedy zmieścimy #n|czy #c jest jeszcze do zrobienia w terminie|czy damy radę z #n przed końcem ważności
    czy wystarczy nam czasu na #c|jest wolny tydzień dla #e|zaproponuj termin i kto jest wolny
  `,
    export: `
    eksport|eksportuj wszystko|eksportuj listę|eksport do excela|eksportuj do excela|excel poproszę|daj mi excela
    plik excel ze wszystkimi voucherami|pobierz listę|pobierz wszystkie vouchery|potrzebuję arkusza|arkusz poproszę
    wrzuć to do excela|zapisz jako excel|xlsx|czy mogę to mieć w excelu|vouchery jako arkusz|wyślij mi listę jako plik
    eksportuj vouchery #c|eksport voucherów|zrób eksport|utwórz eksport|lista do excela|wyeksportuj dane|pobierz jako xlsx
    chcę to wszystko w excelu|wyeksportuj nasze vouchery|excel z voucherami i wnioskami|wyeksportuj wnioski
    daj dane jako plik|tabela do excela|jak to dostać w excelu
    xls|wszystko w xls|xlsx dla księgowej|tabelka dla księgowości|zrzuć listę do pliku|lista w pliku dla finansów|csv wszystkich voucherów
    arkusz ze wszystkim|tabela wszystkiego dla księgowości|pobierz wszystko|szef chce to w excelu|księgowość potrzebuje listy w excelu
    daj plik excel|zrób tabelkę w excelu
  `,
    calendar: `
    kalendarz|mój kalendarz|plik kalendarza|ics|plik ics|wyślij mi ics|dodaj moje projekty do outlooka|dodaj do mojego kalendarza
    kalendarz moich projektów|wszystkie moje daty do outlooka|eksportuj moje daty|daty do kalendarza|moje projekty jako kalendarz
    daj mi plik kalendarza|dodaj moje terminy do outlooka|kalendarz do outlooka|pobierz mój kalendarz|moje daty jako ics
    chcę moje wyjazdy i terminy w kalendarzu|moje projekty w outlooku|wrzuć wszystko do mojego kalendarza|ics poproszę|plik ics poproszę
    moje deadline'y w outlooku
  `,
    overview: `
    pokaż wykresy|wykresy|wykres|pokaż wykres|diagram|pokaż diagram|przegląd|pokaż przegląd|ogólny przegląd
    przegląd portfela|pokaż portfel|jak wygląda portfel
    statystyki|pokaż statystyki|liczby|pokaż liczby|vouchery według stanu|ile voucherów w jakim stanie
    terminy według tygodni|które tygodnie są zajęte|jak zajęte są najbliższe tygodnie|kto jest przeciążony
    obciążenie konsultantów|jak zajęci są konsultanci|projekty na konsultanta|obciążenie zespołu|pokaż obciążenie
    wypłaty według miesięcy|ile wypłacono w miesiącach|pieniądze według miesięcy|wskaźniki|pokaż wskaźniki
    podsumowanie dla szefa|podsumowanie dla zarządu|obraz wszystkich voucherów|zestawienie|pokaż zestawienie
    po prostu przegląd|jak bardzo jesteśmy zajęci|kto jest najbardziej obłożony|kto ma najwięcej pracy|kto jest zawalony pracą
    jak zapełnione są tygodnie|pieniądze miesiąc po miesiącu|kasa po miesiącach|wykres stanów|wykres kołowy|słupki terminów
    obrazek na zebranie|coś wizualnego na zebranie|coś dla zarządu|na wykresach|wszystko na wykresach|daj jakieś wykresy
    terminy tydzień po tygodniu|terminy tygodniami na wykresie
  `,
    history: `
    historia #n|pokaż historię #n|historia vouchera #n|historia #c|co było z #n|co się działo z #n|co się stało z #n
    kto co robił z #n|kto robił coś z #n|kto zmieniał #n|kto zmienił #n|kto zarezerwował #n|kto rezerwował #n|kto zrealizował #n
    kto oddał raport #n|kiedy zarezerwowano #n|kiedy zrealizowano #n|kiedy oddano raport #n|kto zapisał #n|dziennik #n
    dziennik zmian #n|log #n|chronologia #n|wszystkie zdarzenia #n|co już zrobiono z #n|co robiliśmy z #n|kto ostatni ruszał #n
    ostatnie zmiany #n|pokaż zmiany #n|kto to zrobił|kiedy zapisano #n|przeszłość #n|historia zmian
    kto ostatnio zmienił #c|co się działo z #c|co robili z #n|wszystkie zmiany #n
    kto pracował przy #n
    kto zmieniał #c|kto zmieniał voucher #c|kto zmieniał voucher #c i kiedy|kto ruszał #n|kto ruszał #c
    kto ruszał voucher #c|kto grzebał w #n|kto grzebał przy #c|kto edytował #n|kto edytował voucher #c
    kiedy zmieniano #n|co robiono z #n|co robiono z #c|historię #n|historię #c|historia dla #n|zmiany w #n
    zmiany #c|kto ostatni zmieniał #n|o historię #n
    co robiliśmy w #c|co było robione z #n
  `,
    remind: `
    przypomnij|przypomnij #d|przypomnij mi #d|przypomnij o #n|przypomnij o #n #d|przypomnij #d o #n|przypomnij mi o #c #d
    przypomnij mi #d o #c|przypomnij #d żeby zarezerwować #n|przypomnij o raporcie #n #d|przypomnij żeby zadzwonić do #c #d
    ustaw przypomnienie na #d|ustaw przypomnienie o #n|ustaw przypomnienie #d o #c|dodaj przypomnienie #d|przypomnienie #d
    przypomnienie o #n na #d|przypominajka #n #d|daj znać #d|daj znać #d o #n|daj mi znać o #c #d|szturchnij mnie #d
    pingnij mnie #d|pingnij mnie #d w sprawie #n|wróć do tego #d|wróć do #n #d|pokaż mi to znowu #d|odezwij się #d w sprawie #n
    powiedz mi #d o #n|nie daj mi zapomnieć o #n|żebym nie zapomniał o #n #d|żebym nie zapomniała #d|przypomnij później
    przypomnij za tydzień|przypomnijcie mi #d|obudź mnie #d|chcę żebyś przypomniał #d|trzeba mi przypomnieć #d o #n
    przypomij #d|przypomni mi #d o #n|odłóż #n i przypomnij #d
    #d przypomnienie #c|#d przypomnienie #n|#n przypomnij #d|#c przypomnij #d|ustaw przypomnienie na #d do #c
    ustaw przypomnienie na #d do #c czyli #n|ustaw przypomnienie #n #d|przypomnienie #c #d
    przypomnij o raporcie #c #d|#d przypomnij #n|przypomnij #d o #e|daj mi znać #d że #n|szturchnij mnie o #n #d
    nie pozwól zapomnieć o #c #d
    #d przypomnij o #n|#d przypomnij o #c|#d przypomnij mi o #n|#d przypomnij mi o #c|#d szturchnij mnie o #n
    #d pingnij o #c|#d daj znać o #c|#d daj mi znać o #n|#d powiedz o #n|pingnij mnie #d o #c|przypomnij #d o #c
    przypomnij o #c #d|przypomnienie #d #n|#d przypomnienie o #c|#d nie daj zapomnieć o #n
    nie daj zapomnieć o #c #d|przypomnisz #d o #n|#d rano przypomnij o #n
  `,
    comment: `
    dodaj do #n|dodaj do #c|dopisz do #n
    notatka do #n|notatka do #n: klient przełożył spotkanie|notatka #n: zadzwonić wcześniej|notatka przy #n chcą po angielsku
    dodaj notatkę do #n|dodaj notatkę do #c: parking z tyłu|dodaj komentarz do #n|dodaj komentarz: budżet zatwierdzony
    komentarz do #n|komentarz #n: zmienił się kontakt|komentarz do #c: przeprowadzili się|zostaw komentarz przy #n
    zostaw notatkę do #n że spotkanie przełożone|napisz przy #n że klient podpisał|zapisz przy #n: wziąć projektor
    zanotuj do #n że potrzebny vpn|zrób notatkę|zrób notatkę do #c że potrzebne nda|notatka: klient przełożył spotkanie
    zanotuj #n czekamy na odpowiedź|uwaga do #n: inny kontakt|uwaga #n: czekamy na zamówienie|dopisz do #n: dostęp zdalny
    skomentuj #n|odnotuj przy #n że są na urlopie|dla wszystkich przy #n: spotkanie online|zapisz do #c: nowy telefon
    do #n dopisz: zadzwonić w pon|koment do #n|adnotacja do #n: biuro zamknięte|miejcie na uwadze przy #n: biuro zamknięte
    dopisz przy #c: czekamy na fakturę|dopisz przy #n: przepustki zamówione|dopisz do #c że chcą kopię
    dopisz w #n że budżet w lutym|#n notatka: czekamy na podpis|#n komentarz: klient milczy
    #c notatka: dzwonić po południu|wpisz do #n: przepustka gotowa|wpisz przy #c że kontakt się zmienił
    wpisz w #n że chcą fakturę|zapisz w #n że spotkanie odwołane|zaznacz przy #n: wejście od podwórka
    zaznacz w #c że bez weekendów|dodaj do #n: potrzebna przepustka|dodaj przy #c że zapłacą w grudniu
    daj notkę do #n: inny adres|napisz w #n że dostęp nadany|napisz do #c: klient na urlopie
    napisz w #n że faktura wysłana|dopisz w #n że czekamy|odnotuj przy #c że zmienił się kontakt
    notatka #n|notatka #c|uwaga #n|uwaga #c|uwaga do #n|uwaga do #c|dopisz uwagę do #c|dopisz uwagę do #n
    zanotuj przy #c|zanotuj #n|komentarz #n|komentarz #c|chcę dodać komentarz do #c
    chcę napisać komentarz do #n|napisz komentarz do #c|adnotacja do #n|adnotacja #c|wpisz uwagę do #n
  `,
    askColleague: `
    poproś #p o rezerwację #n|poproś #p żeby zarezerwował #n|poproś #p aby zarezerwowała #c|poproś #p żeby zrobił #n
    poproś #p o raport #n|poproś #p o realizację #n|poproś #p|poproś kolegę|poproś koleżankę o rezerwację #n
    poproś kogoś o realizację #n|niech #p zarezerwuje #n|niech #p zrobi raport #n|niech #p zrealizuje #n|niech #p zajmie się #n
    powiedz #p żeby zarezerwował #n|powiedz #p że #n czeka na raport|przekaż #n #p|przekaż to #p|przekaż #p że trzeba zrealizować #n
    daj #n #p|zleć #p #n|zleć #p rezerwację #n|prześlij #n do #p|wyślij #n do #p|napisz do #p w sprawie #n
    napisz #p żeby zabukował #n|przypomnij #p o #n|przypomnij #p o raporcie|pingnij #p w sprawie #n|zapytaj #p o #n
    czy #p może zarezerwować #n za mnie|#p powinien zarezerwować #n|#p niech weźmie #n|deleguj #n na #p|deleguj #p
    poproś Marię o rezerwację #n|poproś naszego admina o rezerwację #n|niech ktoś inny zrobi #n|popros #p o #n
    chcę żeby #p zajął się #n
    może #p weźmie #e w #c spytaj go|może #p weźmie #c spytaj ją|może #p zrobi #n zapytaj go|spytaj #p o #n
    spytaj #p czy weźmie #n|spytaj #p czy zrobi #c|zapytaj #p kiedy raport #n|zapytaj #p o raport #c
    niech #p sprawdzi #n|niech #p sprawdzi #n napisz do niej|niech #p zerknie na #c
    niech #p weźmie #c powiedz mu|niech #p skończy #n
    poproś #p o raport #c|poproś #p żeby sprawdziła #n|poproś #p żeby zerknął na #c|powiedz #p żeby zrobił #c
    powiedz #p o raporcie #n|dowiedz się od #p co z #n|napisz #p żeby sprawdził #n|daj znać #p że #n czeka
    poproś #p o zajęcie się #c|szturchnij #p w sprawie #c
    niech #p rzuci okiem na #n|niech #p ogarnie #c|niech #p spojrzy na #n
    niech #p zerknie na #n|niech #p spojrzy na #c|niech #p zrobi #n|niech #p zaraportuje #n|#p zrealizuj #n
    #p zrealizuj proszę #n|#p zaraportuj #n|#p zerknij na #n|#p spójrz na #c|#p zarezerwuj #n
    zapytaj #p czy zrobi #n|zapytaj #p czy da radę zaraportować #n|zapytaj #p o #c|dowiedz się od #p o #n
    powiedz #p żeby zaraportował #n|powiedz #p o #n|oddaj #n #p|podeślij #n #p|przerzuć #c na #p
    pogoń #p|pogoń #p o raport #n|pogoń #p o raport z #e|pogoń #p o raport z #c|pogoń #p w sprawie #c
    ponagl #p|ponagl #p o raport #n|ponagl #p w sprawie #c|ponagl #p o raport z #e|popędź #p z raportem #c
    popędź #p z #n|przyciśnij #p o #n|przyciśnij #p o raport z #e|szturchnij #p o raport #n
    szturchnij #p o raport z #e|dopytaj #p o #n|dopytaj #p o raport z #e|zapytaj #p kiedy raport z #e
    zapytaj #p kiedy będzie raport z #e|zapytaj #p gdzie raport #c|męcz #p o raport #n|upomnij się u #p o #n
    upomnij #p o raport #c|pingnij #p o raport z #e|niech #p zerknie #c|niech #p luknie na #c
    niech #p luknie na #n|niech #p popatrzy na #c|niech #p popatrzy na #n|niech #p obejrzy #n
    niech #p rzuci okiem na #c|niech #p oblookuje #n|może #p zerknie na #c|może #p niech zerknie na #n
    #p zerknij na #c|#p rzuć okiem na #n|poproś #p żeby rzucił okiem na #n|poproś #p o zerknięcie na #c
    poproś #p o sprawdzenie #n|pokaż #n #p niech zerknie|napisz do #p o raport #n
    przekaż #c #p|przekaż #n proszę #p
  `,
    mine: `
    moje vouchery|pokaż moje vouchery|moje|tylko moje|pokaż moje|które vouchery są moje|co mam|co mam na sobie|co jest moje
    za co odpowiadam|moje projekty|moje rezerwacje|moja lista|jakie mam vouchery|jakie mam projekty|vouchery które zarezerwowałem
    vouchery które zapisałam|przypisane do mnie vouchery|moi klienci|jakich mam klientów|gdzie jestem konsultantem|wszystko moje
    co zarezerwowałem|nad czym pracuję|moje otwarte vouchery|lista moich voucherów|co mam przeprowadzić|co ja mam u siebie
    moja robota|ile mam swoich voucherów
    co na mnie wisi|co mi wisi|co mam do przeprowadzenia|które są na mnie|moje sprawy
    co mam otwarte|moje otwarte|wszystkie moje|co jest na mnie|które moje
    które sam robię|które robię|co ja prowadzę|gdzie ja jestem konsultantem|co ja mam dowieźć
  `,
    overdue: `
    co jest po terminie|po terminie|zaległe|zaległości|co zaległe|co jest zaległe|co jest spóźnione|spóźnione|pokaż zaległe
    pokaż spóźnione|czy są zaległe|czy coś jest po terminie|które są po terminie|które są spóźnione|z czym się spóźniamy
    z czym zalegamy|co przegapiliśmy|przegapione terminy|jakie terminy minęły|terminy minęły|którym minął termin raportu
    zaległe raporty|jakie raporty są zaległe|opóźnione|opóźnienia|co powinno być już zrobione|co już powinno być oddane
    przeterminowane|co przeterminowane|lista zaległych|ogony|co nam wisi po terminie
    jakieś opóźnienia|jakieś zaległości|czy są opóźnienia|są jakieś opóźnienia|mamy opóźnienia|coś spóźnione
    coś po terminie|gdzie się spóźniamy
    co się spóźnia|gdzie mamy opóźnienia|są opóźnienia|co zapomnieliśmy zrobić|co powinno już być zrobione
    z czym nie zdążyliśmy
    które raporty nie oddane na czas|dla których raport nie poszedł na czas|nie oddane w terminie
  `,
    week: `
    w tym tygodniu|co w tym tygodniu|co mamy w tym tygodniu|terminy w tym tygodniu|co trzeba zrobić w tym tygodniu|ten tydzień
    co mamy #d|co jest #d|terminy #d|co trzeba zrobić #d|co trzeba zrobić do #d|jakie terminy #d|najbliższe terminy
    jakie terminy się zbliżają|co niedługo|co niedługo wygasa|wkrótce wygasają|co wygasa #d|które vouchery wygasają w tym tygodniu
    które wkrótce wygasną|deadline'y|deadliny w tym tygodniu|najbliższe deadliny|co w tygodniu|plan na tydzień|zadania na tydzień
    mój tydzień|co przed nami|co nas czeka #d|co nas czeka w tym tygodniu|co się zbliża|co przepada #d|na kiedy co mamy
    terminy na tydzień|co musimy zdążyć do #d
    terminy na #d|terminy #d|terminy na ten tydzień|terminy tego tygodnia|jakie terminy na #d|co z terminami
    jak tam terminy|jakie deadline'y|deadline'y na #d|co na #d|co na ten tydzień|co się pali w tym tygodniu
    co #d|co będzie #d|co się dzieje #d|co zaplanowane #d|plany #d|plan #d|jakie plany #d|co w planach #d
    terminarz #d|co trzeba #d|co do zrobienia #d|deadliny #d|co z terminami #d|jest coś #d
  `,
    listed: `
    co mamy dla #c|co mamy w #c|co jest dla #c|co u nas z #c|vouchery #c|vouchery dla #c|wszystkie vouchery #c|pokaż #c
    pokaż wszystko dla #c|wszystko o #c|wszystko dla #c|jakie vouchery ma #c|jakie #c ma vouchery|lista dla #c
    wszystkie vouchery na #e|vouchery na #e|vouchery #e|pokaż wszystkie #e|jakie mamy #e|co mamy na #e|#e lista
    pokaż zarezerwowane|pokaż wszystkie zarezerwowane|wszystkie zarezerwowane|które są zarezerwowane|co jest zarezerwowane
    zarezerwowane vouchery|przypisane vouchery|które są przypisane|co jeszcze nie zarezerwowane|niezarezerwowane|wolne vouchery
    które są wolne|co można zarezerwować|zaraportowane|zaraportowane vouchery|które są zaraportowane|dla których jest raport
    zrealizowane|zrealizowane vouchery|które są zrealizowane|co zrealizowano|we wniosku|które są we wniosku|zgłoszone do płatności
    utracone|które utracone|utracone vouchery|które straciliśmy|vouchery #p|co ma #p|co robi #p|nad czym pracuje #p|czym zajmuje się #p
    jakie vouchery ma #p|projekty #p|pokaż vouchery #p|gdzie #p jest konsultantem|co zarezerwował #p|zarezerwowane #c
    co jest zarezerwowane dla #c|zrealizowane #c|#e w #c lista|ile jest zarezerwowanych|ile ma #c|czekają na realizację
    które czekają na raport|którzy klienci mają #e|co robi #p #d|czy #p jest zajęty
    z raportem ale niezrealizowane|zaraportowane ale niezrealizowane
    oddany raport a niezrealizowane|zrealizowane ale niezgłoszone|zarezerwowane ale bez raportu
    których nikt nie zarezerwował|których jeszcze nikt nie wziął
    przypisane ale nikt nie ruszył|te których nikt nie ruszał|wolne|lista zrealizowanych voucherów
    lista zarezerwowanych voucherów|lista utraconych|lista wolnych voucherów|wszystkie wdrożenia #e
    wszystkie projekty #e|projekty #e|wszystko z #e|co ma #p na głowie|wszystko od #p|vouchery u #c
    co tam u #c|wszystkie #c|co straciliśmy|te w rozliczeniu
    co #p ma zarezerwowane|co zabukował #p|rezerwacje #p|gdzie zajęty #p|jest #e u #c|#e dla #c|jakie #e u #c
    tylko #c|tylko #p|co wzięli inni|co nam zabrali
    które nie mają jeszcze terminu|które czekają na rezerwację
  `,
    show: `
    pokaż #n|otwórz #n|znajdź #n|znaleźć #n|gdzie jest #n|co z #n|co to #n|jak #n|jak idzie #n|jak idzie z #n|status #n
    jaki jest status #n|stan #n|jaki stan #n|w jakim stanie jest #n|co tam z #n|co słychać z #n|szczegóły #n|info o #n
    informacje o #n|opowiedz o #n|daj #n|wyświetl #n|kto ma #n|kto robi #n|kto prowadzi #n|kto jest konsultantem #n
    kto zajmuje się #n|kto odpowiada za #n|kiedy wygasa #n|kiedy wygaśnie #n|do kiedy jest ważny #n|do kiedy #n|termin #n
    jaki termin ma #n|czy #n jest ważny|czy #n jeszcze działa|kiedy #n|kiedy jedziemy do #c|kiedy mamy #c|jakie daty ma #n
    ile dni ma #n|co dalej z #n|czego brakuje w #n|jaki klient ma #n|czyj jest #n|czyj to voucher #n|czy #n jest zarezerwowany
    czy #n jest już zaraportowany|czy #n zrealizowany|czy oddano raport #n|otwórz voucher #c|pokaż voucher #c|status #c
    jak idzie #c|co z #c|na jakim etapie jest #c|kiedy wygasa voucher #c|kiedy przepada voucher #c|kto robi #c|kto prowadzi #c
    status #e w #c|#e w #c co tam|voucher #n|numer #n|#n proszę|otwórz go|pokaż go|pokaż ten voucher|adres admina #n
    co nowego w #c|#c jaki stan
    ma ktoś zajęty ten #c czy wolny|ma ktoś #c|czy ktoś ma #n|#c zajęty czy wolny|czy #n wolny|czy #c jest wolny
    czy ktoś wziął #c|czy ktoś robi #c|na kiedy umówiony #c|voucher #c pokaż|voucher #c
    #c #e|#e #c|ten #e|otwórz ten #e|pokaż #e w #c|karta #n|karta #c|kartę #c pokaż|gdzie jest voucher #c
    co teraz z #c|kto ma #c|kto ma #n|kto wziął #n|czy #n zapłacony|czy #c już zrobione|jak stoi #c|kiedy koniec #c
    info #c
    potrzebuję pomocy z #n|potrzebuję info o #n|potrzebuję info o #c|muszę zobaczyć #n|pytanie o #n|pytanie o #c
    co robić z #n|co nie tak z #n|co nowego u #c|są wieści o #c|coś wiadomo o #n|co słychać w #c|jak tam #c
    jak tam #n|co tam z #c|a #c co|a u #c co|a #n co|z końcówką #n|ten na #n|kto jest kontaktem u #c
    kiedy wygasa #c|ile zostało #n
    ile dni ma #e #c|ile dni ma ten #e #c|ile dni jest w #e u #c|jaki termin ma #e #c|co to za #e w #c
    komu przypisany #n|komu przypadł #n|na kim jest #n
    kiedy wygasa voucher #c|kiedy wygasa #n|do kiedy ważny jest voucher #c
  `,
    nothing: `
    płacimy 10 000 eur|to kosztuje 500 zł|zapłaciłem 300 za taksówkę|cena to 2 000 zł|obiad kosztuje 20 zł|jestem ci winien 50 zł|razem 3 000|10 000 zł to dużo|ile kosztuje obiad|zapłać 100 za parking
    jaka jest pogoda|jaka będzie pogoda|jaka pogoda w Warszawie|czy jutro będzie padać|opowiedz dowcip|opowiedz bajkę|zaśpiewaj piosenkę
    napisz wiersz|napisz wiersz o kocie|stolica Francji|jaka jest stolica Francji|ile masz lat|jaki jest twój ulubiony kolor
    zamów pizzę|jestem głodny|gdzie zjeść obiad|co na obiad|kup bilet na samolot|zarezerwuj hotel|zarezerwuj stolik dla dwojga
    zarezerwuj salę konferencyjną|zarezerwuj salkę na jutro|zarezerwuj miejsce parkingowe|zamów taksówkę|włącz muzykę|zgaś światło
    przetłumacz na niemiecki|przetłumacz ten tekst|co znaczy to słowo|jak zrobić makro w excelu|drukarka nie działa
    zepsuł się laptop|zresetuj hasło|zapomniałem hasła|outlook się nie uruchamia|teams się zawiesza|kto wygrał mecz|która godzina
    jaki dziś dzień|kurs dolara|akcje microsoftu|kto jest prezydentem|kochasz mnie|wyjdź za mnie|jestem zmęczony|nudzi mi się
    jak weekend|miłego dnia|wszystkiego najlepszego|do jutra|dobranoc|do widzenia|pa|na razie|wlazł kotek na płotek|bla bla bla|asdf
    test|próba mikrofonu|napisz kod|rozwiąż równanie|ile jest dwa plus dwa|wyślij maila do mamy|umów mnie do lekarza
    przepis na pierogi|jak ugotować ryż|chcę na urlop|wniosek o urlop|złóż wniosek o urlop|rozliczenie delegacji|zwolnienie lekarskie
    kiedy święta|wypłata pensji|kiedy pensja|spotkanie o dziesiątej|spóźnię się|przerwa na kawę|chodźmy na obiad|jest tu kto
    piłka nożna|wczoraj się spotkaliśmy|biuro zamknięte|podlej kwiaty|klient ma zawsze rację|gdzie jest najbliższa stacja
    co myślisz o polityce|powiedz coś|jesteś głupi|jesteś bezużyteczny|zamknij się|nienawidzę tego|bzdura|bez sensu|hm|lol|haha
    ok|tak|nie|może|dlaczego|kup mleko|kurs bitcoina|horoskop|jak wysoki jest Everest|bon do restauracji|karta podarunkowa
    kod rabatowy|zniżka|zgubiłem klucze|zgubiłem telefon|historia Polski|historia świata|anuluj karnet na siłownię|odwołali mi pociąg
    jakie jutro święto|ile kosztuje bilet|poleć film|co obejrzeć wieczorem|jak się masz|co słychać|jak leci
    kod do drukarki #n|kod do drzwi #n|zgłoszenie do it #n|ticket #n|laptop do restartu ticket #n
    paczka #n czeka na recepcji|paczka czeka na recepcji|paczka na recepcji to chyba dla Marka
    zamówienie #n przyszło|mój numer telefonu #n|wewnętrzny #n|hasło do wifi #n|lot #n opóźniony|pokój #n
    sala #n zajęta|identyfikator #n|miejsce parkingowe #n wolne|kto idzie na obiad|kto idzie na lunch #d
    kto ma ładowarkę|kochanie odbierz dzieci|odbierz dzieci #d|kup chleb po drodze
    dobre to zdjęcie|haha dobre|śmieszne|nie to okno|zły czat|sorki nie do ciebie|pomyliłem czaty|jadę już
    stoję w korku|kawa|kto wziął mój kubek|stolica Australii|oglądałeś nowy sezon|pada deszcz
    jaka jest stolica Hiszpanii
    ile dni urlopu mam|ile dni urlopu mi zostało|ile mam urlopu|ile mam dni chorobowego|ile osób w biurze
    ile osób pracuje w berlinie|stołówka czynna|czy stołówka jest czynna #d|o której obiad
    hasło do wifi dla gości|jakie jest hasło do wifi|kto wygrał wybory|monitor miga|monitor mi się zepsuł
    myszka nie działa|do której siłownia|kiedy otwierają sklep|o której otwierają biuro|akceptacja delegacji
    proszę o akceptację delegacji|raport z delegacji|rozliczenie wyjazdu|przynieście kawę|kawy ktoś
    zarezerwuj biurko|jak zarezerwować biurko|zarezerwować biurko w biurze #d|zarezerwuj bilety #d
    zarezerwuj auto #d|zarezerwuj salkę #d|zarezerwuj stolik #d|skończył się papier
    w drukarce skończył się papier|drukarka zacięła papier|gdzie zaparkować|gdzie mogę zaparkować #d
    gdzie parking|kurs euro|jaki jest kurs euro|kiedy premia|kiedy wypłacą premię|kiedy dadzą premię
    kiedy zaliczka|kiedy trzynastka|umowa kończy się #d|moja umowa się kończy|umowa o pracę|polećcie dentystę
    poleć restaurację|zachorowałem #d|jestem chory|jestem na zwolnieniu|zwolnienie #d|urlop #d|dzień wolny #d
    zdalnie #d|pracuję z domu #d|kto ma dyżur|zimno na dworze|plany na weekend|jaki dress code|kiedy impreza
    impreza firmowa #d|szczęśliwego nowego roku|wesołych świąt|otwórz okno|otwórz worda|zamknij drzwi
    auto się zepsuło|identyfikator nie działa|zgubiłem identyfikator|kto ma klucz|klucz do pokoju #n|#p choruje
    gdzie siedzi #p|telefon do #p|ile lat ma #p|co na kolację|kto zjadł moją kanapkę|ekspres się zepsuł
    aktualizacja windowsa|excel się wiesza|word się zawiesił|zainstalować office|vpn nie działa|vpn
    hasło wygasło|zmienić hasło|spotkanie #d|zadzwoń do #p|zatańcz|co to miłość|czy żyjesz|sens życia|kocham cię
    raz dwa trzy|witaj świecie|zamów pizzę na #d|zamów taksówkę #d
    zarezerwuj mi lot do Oslo #d|zarezerwuj pociąg #d|kup bilety do kina|zarezerwuj kort #d
    zamów toner do drukarki|zamów papier|przełóż dentystę #d|przełóż moją wizytę u fryzjera
    anuluj moją subskrypcję|odwołaj kolację w restauracji|zgłoś zepsutą lampę|zrealizuj receptę
    zrealizuj bon na zakupy|wniosek o kredyt|wniosek o paszport|zgubiłem portfel|zgubiłem parasol
    popraw moje wypracowanie|napraw rower|napraw ekspres|przypomnij kupić mleko
    przypomnij zadzwonić do mamy #d|poproś mamę o przepis|zarezerwuj nianię #d|zarezerwuj masaż #d
    przełożyć trening #d|jak dojść do biblioteki
  `,
  },
  states: {
    assigned:
      'przypisan*|bez rezerwacji|czekają na rezerwację|czeka na rezerwację|nie mają terminu|bez terminu|niezarezerwowan*|nie zarezerwowan*|nie zabukowan*|niezabukowan*|niezaplanowan*|nie zaplanowan*|nikt nie zarezerwował|nikt jeszcze nie zarezerwował|nikt nie zabukował|nikt jeszcze nie wziął|nikt nie wziął|nikt nie ruszył|woln*|nie są zarezerwowane|do wzięcia|nietknięt*|do zarezerwowania',
    reserved:
      'zarezerwowan*|zarezerwowal*|zabukowan*|zaplanowan*|rezerwacje|rezerwacji|bez raportu|niezaraportowan*|nie zaraportowan*|nie ma raportu|do zaraportowania|jeszcze bez raportu',
    reported:
      'zaraportowan*|zaraportowal*|z raportem|jest raport|raport jest|raport poszedł|raport już poszedł|raport wysłany|raport oddany|po raporcie|oddanym raportem|czekają na realizację|do zrealizowania|niezrealizowan*|nie zrealizowan*|jeszcze nie zrealizowan*|nierozliczon*|nie rozliczon*',
    redeemed:
      'zrealizowan*|zrealizowaliśmy|wykorzystan*|umorzon*|niezgłoszon*|nie zgłoszon*|jeszcze nie zgłoszon*|bez wniosku|jeszcze bez wniosku',
    claimed:
      'we wniosku|we wnioskach|w wniosku|zgłoszone do płatności|zgłoszon*|zgłosiliśmy|ujęte we wniosku',
    lost: 'utracon*|utraciliśmy|stracon*|straciliśmy|przepadł*|przegapil*|przegapiliśmy|podebran*|zabrał inny|zabrali inni|wzięli inni|u innych partnerów|poszły do innych|podkupili',
  },
  claims: 'wnios*|zgłos*|zgłasz*',
  payment:
    'zapłac*|opłac*|płatno*|płatnos*|wypłac*|wypłat*|przelew*|przelal*|pieniąd*|pieniędz*|kasa|kasę|kasy|hajs*',
  giving: 'przekaz*|odda*|daj|przepis*|przejm*|przejąć|zamiast|zastąp*',
  meanwhile: 'już|jeszcze|były|był|była|było|są|jest|zostały|został|dotąd',
  light:
    'w|we|na|z|ze|do|o|od|dla|za|u|po|i|lub|a|to|ten|ta|tę|te|tej|proszę|prosze|pls|dzięki|ok|no|nasz|nasza|nasze|nas|nam|my|mi|ja|karta|kartę|klient|klienta|klientem|klientowi|projekt|projektu|konsultant|bot|bocie|hej|cześć|tu|tam|też|także|temat|sprawa',
  showing:
    'pokaż|pokażcie|pokazać|wyświetl|wypisz|daj|dajcie|znajdź|otwórz|otworzyć|zobacz|zobaczyć|zobaczę|obejrzeć|spójrz|zerknij|zerknąć|sprawdź|sprawdzić|powiedz|lista|listę|listy|wykaz|które|który|która|których|którym|jakie|jaki|jaka|jakich|co|czego|czym|kto|gdzie|kiedy|jak|ile|są|jest|był|była|było|były|być|już|jeszcze|teraz|aktualnie|obecnie|wszystkie|wszystko|wszystkich|cały|cała|te|tych|one|oni|ich|on|ona|jego|słychać|stoi|stoją|wygląda|idzie|dzieje|się|nowego|nowości|coś|status|statusie|stan|stanie|info|informacja|informacje|informację|szczegóły|dane|można|mogę|interesuje|interesują|tylko|mamy|mam|ma|mają|masz|bieżące|sytuacja|ale|chwili|tę|wgląd|podgląd|podejrzeć|rzucić|okiem|sztuk|łącznie|razem|cos|vouchery|voucherów|voucherom|voucherach|voucherami|bony|bonów',
  that: 'że|ze|o tym że',
  courtesies: {
    before:
      'proszę|prosze|pls|cześć|hej|hejka|siema|witam|dzień dobry|słuchaj|ok|dobra|to|no|a|i|czy możesz|możesz|mógłbyś|mogłabyś|czy mógłbyś|czy mogłabyś|możecie|czy możecie|bocie|bot|przepraszam|chcę żebyś|chciałbym żebyś|weź|dobry wieczór|uprzejmie proszę o|uprzejmie proszę|bardzo proszę o|bardzo proszę|poproszę o|poproszę|proszę o|prosiłbym o|prosiłabym o|czy mógłbym prosić o|czy mogłabym prosić o|czy mogę prosić o|mógłbym prosić o|czy mógłbym|czy mogłabym|czy mogę|mogę|czy można|można|czy da się|da się|czy jest możliwość|czy byłaby możliwość|czy byłby pan tak miły i|czy byłaby pani tak miła i|czy byłbyś tak miły i|czy zechciałbyś|czy zechciałby pan|byłbym wdzięczny za|byłabym wdzięczna za|byłbym wdzięczny gdybyś|byłabym wdzięczna gdybyś|chciałbym|chciałabym|chcielibyśmy|chcę|chcemy|muszę|musimy|trzeba|potrzebuję|potrzebujemy|należy|pomóż|pomóż mi|jeśli można|jeśli to możliwe|teraz|jeszcze|próbuję|zamierzam|dajcie znać|drogi bocie|szanowny bocie|czy możemy|może byś',
    behind:
      'proszę|prosze|pls|plis|dzięki|dzieki|dziękuję|z góry dzięki|dla mnie|jeśli możesz|jak możesz|bocie|bot|ok|pilnie|dobra',
    alone:
      'dzięki|dziękuję|dzieki wielkie|wielkie dzięki|z góry dziękuję|z góry dzięki|bardzo dziękuję|super|świetnie|ekstra|spoko|dobrze|dobra|ok|okej|jasne|rozumiem|super dzięki|ok dzięki|cześć|hej|hejka|siema|witam|witaj|dzień dobry|dobry wieczór|szanowny bocie|drogi bocie|przepraszam|sorry|sorki|wybacz|oj|oj nie to|nie to|nie ten|nie ta|nie|tak|słuchaj|swoją drogą|jeśli można|jeśli to możliwe|jeśli to nie kłopot|jeśli to nie problem|jak możesz|jeśli możesz|proszę|bardzo proszę|pilne|to pilne|krótkie pytanie|jeszcze jedno|gotowe|zrobione',
    signOff: 'pozdrawiam|pozdrowienia|z poważaniem|pozdr|z wyrazami szacunku',
  },
  joins: 'a potem|i potem|potem|a następnie|następnie|oraz|a także|i|ale|a',
  numbered:
    'voucher|vouchera|voucherem|voucherze|voucherowi|bon|bonu|numer|numeru|numerem|nr|kończący się na|końcówka|z końcówką',
};
