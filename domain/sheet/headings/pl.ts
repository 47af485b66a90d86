import type { Headings } from './headings.ts';

export const pl: Headings = {
  fields: {
    number:
      'numer vouchera|voucher|nr vouchera|numer|nr|identyfikator vouchera|kod vouchera|id vouchera|id|voucher nr|numer kuponu|kupon|nr kuponu|identyfikator',
    status:
      'status|stan|status vouchera|stan vouchera|etap|krok|faza|bieżący status|status vvr|na jakim etapie|postęp|aktualny stan',
    customer:
      'klient|nazwa klienta|firma|firma klienta|organizacja|klient końcowy|odbiorca|nazwa firmy|kontrahent|dla kogo|nazwa organizacji',
    engagement:
      'projekt|rodzaj projektu|typ projektu|oferta|usługa|typ vouchera|produkt|program|rodzaj usługi|rozwiązanie|nazwa projektu|usługa planowania|typ usługi|rodzaj|zakres|warsztat',
    serviceLevel:
      'dni|liczba dni|ilość dni|poziom usługi|czas trwania|długość|dni vouchera|wartość w dniach|dni planowania|ile dni|długość w dniach',
    assignedOn:
      'przypisany|data przypisania|utworzony|data utworzenia|wydany|data wydania|przypisano|wystawiony|data wystawienia|ważny od|data aktywacji|utworzono|przydzielony',
    printedExpiry:
      'wygasa|data wygaśnięcia|data ważności|ważny do|termin ważności|ważność|wygaśnięcie|ważne do|koniec ważności|wykorzystać do|traci ważność|ważność do|zrealizować do',
    adminEmail:
      'administrator|admin|e-mail|email|adres e-mail|adres administratora|e-mail administratora|administrator vouchera|kontakt|poczta|adres email|osoba kontaktowa|mail|kontakt u klienta',
    reservedOn:
      'zarezerwowany|data rezerwacji|rezerwacja|zarezerwowano|data zarezerwowania|zabukowany|data sprawdzenia|zweryfikowano|rezerwacja z dnia|kiedy zarezerwowany',
    start:
      'początek|data rozpoczęcia|od|start|rozpoczęcie|początek projektu|start projektu|pierwszy dzień|planowany start|data startu|rozpoczęto|początek prac',
    end: 'koniec|data zakończenia|do|zakończenie|koniec projektu|ostatni dzień|planowany koniec|zakończono|data końca|zakończenie projektu|koniec prac',
    country:
      'kraj|kraj realizacji|kraj świadczenia usługi|kraj projektu|kod kraju|gdzie|kraj dostawy|kraj wykonania|państwo',
    locationId:
      'lokalizacja|id lokalizacji|mpn id|oddział|biuro|siedziba|lokalizacja partnera|lokalizacja mpn|filia|placówka',
    consultant:
      'konsultant|inżynier|wykonawca|kto|odpowiedzialny|realizuje|specjalista|architekt|nasz konsultant|osoba|prowadzący|pracownik|ekspert|kto realizuje|opiekun',
    reportedOn:
      'raport|data raportu|raport wysłany|raport złożony|data wysłania raportu|raport ukończenia|zaraportowano|sprawozdanie|data sprawozdania|raport końcowy|raport oddany',
    redeemedOn:
      'zrealizowany|data realizacji|realizacja|zrealizowano|data wykorzystania|wykorzystany|umorzony|data umorzenia|rozliczony w vvr|kiedy zrealizowany',
    none: 'komentarz|komentarze|uwagi|notatka|notatki|wiersz|lp|l p|kwota|cena|wartość|stawka|waluta|suma|faktura|numer faktury|data faktury|zamówienie|numer zamówienia|umowa|numer umowy|licencja|numer licencji|telefon|miasto|adres|ulica|kod pocztowy|kierownik projektu|handlowiec|opiekun handlowy|szansa|zgłoszenie|priorytet|zmieniono|kto zmienił|data zmiany|link|plik|region|branża|zapłacono|data zapłaty|wniosek|numer wniosku|data wniosku|numer referencyjny|prawdopodobieństwo|budżet|godziny|delegacja|ocena|opinia|język|przypomnienie|następny krok|zrobione|sprawdzone|dział|nip|rabat|kod projektu|nazwa oferty|najbliższy termin',
  },
  states: {
    assigned:
      'przypisany|dostępny|otwarty|nowy|utworzony|wydany|wolny|niezarezerwowany|aktywny|otrzymany|nierozpoczęty|do rezerwacji|czeka na rezerwację|ważny|przydzielony',
    reserved:
      'zarezerwowany|zabukowany|w toku|w realizacji|zaplanowany|w trakcie|rozpoczęty|rezerwacja|zweryfikowany|czeka na raport|brak raportu|trwa|realizowany',
    reported:
      'raport wysłany|zaraportowany|zakończony|ukończony|dostarczony|raport złożony|do zrealizowania|niezrealizowany|czeka na realizację|gotowy do realizacji|raport oddany|wykonany',
    redeemed:
      'zrealizowany|wykorzystany|do wniosku|niezgłoszony|rozliczony|zapłacony|zgłoszony do płatności|zafakturowany|wniosek złożony|czeka na płatność|umorzony|opłacony',
    lost: 'utracony|stracony|inny partner|u innego partnera|zarezerwowany przez innego partnera|przejęty przez innego partnera|ma go inny partner',
    other:
      'anulowany|unieważniony|nieważny|wygasły|wygasł|usunięty|wycofany|odrzucony|duplikat|zwrócony|nieaktywny|przepadł|nie nasz|wstrzymany',
  },
};
