"""The keys of Wikipedia's citation templates, in the languages of its larger editions.

Each edition translates them. White space, hyphens, underscores, accents and case do not matter; a
number counts authors.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import cache
from typing import NamedTuple

from .heading_stems import without_marks


class Role(Enum):
    """The kind of a key's value."""

    TITLE = "title"
    URL = "url"
    ARCHIVE = "archived copy"
    AUTHOR = "author"
    FAMILY = "family name"
    GIVEN = "given name"
    CONTAINER = "what it was published in"
    PUBLISHER = "publisher"
    DATE = "date"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    ACCESSED = "day of access"
    DOI = "DOI"
    ISBN = "ISBN"
    ARXIV = "arXiv number"
    PLACE = "place"
    HIDDEN = "nothing for readers"


class Key(NamedTuple):
    """A key: its role, or None for any other; and the number of the author it belongs to."""

    role: Role | None
    number: int


# Keys are separated by commas.
_KEYS = {
    Role.TITLE: """
        title, titel, titre, título, titolo, tytuł, títol, titlu, titul, tittel, nimeke,
        otsikko, заглавие, заголовок, название, назва, наслов, naslov, cím, başlık, pealkiri,
        pavadinimas, nosaukums, τίτλος, عنوان, כותרת, शीर्षक, শিরোনাম, judul, tiêu đề, tựa đề,
        nhan đề, 제목, タイトル, 标题, 標題, 题名
    """,
    Role.URL: """
        url, lire en ligne, adresse, lien, enlace, indirizzo, osoite, ссылка, посилання, link,
        adres, مسار, نشانی, پیوند, כתובת, קישור, 주소
    """,
    Role.ARCHIVE: """
        archive url, archiv url, url archive, url archivo, url archivio, arquivo url,
        arquivourl, urlarquivo, archiwum, archiefurl, archieflink, arkiv url, arkivurl, arkisto,
        arkistourl, url archivu, archivovaný, архив, архів, архив url, arşivurl, arşiv url,
        arxiuurl, urlarxiu, مسار أرشيف, مسار الأرشيف, پیوند بایگانی, نشانی بایگانی, ארכיון,
        url lưu trữ, 보존url, アーカイブurl, 存档url, 存檔url
    """,
    Role.AUTHOR: """
        author, authors, autor, autoren, auteur, auteurs, autores, autore, autori, автор,
        авторы, автори, tekijä, författare, forfatter, szerző, yazar, autors, συγγραφέας, مؤلف,
        مؤلفون, المؤلف, نویسنده, הכותב, מחבר, लेखक, লেখক, penulis, tác giả, 저자, 著者, 作者,
        筆者, people, vauthors, auteur institutionnel
    """,
    Role.FAMILY: """
        last, surname, author last, last author, nom, nom auteur, apellido, apellidos, cognome,
        sobrenome, último, ultimo, nazwisko, příjmení, priezvisko, achternaam, etternavn,
        efternamn, efternavn, sukunimi, vezetéknév, soyadı, cognom, nume, prezime, nachname,
        фамилия, прізвище, الأخير, نام خانوادگی, שם משפחה, họ, 성, 姓
    """,
    Role.GIVEN: """
        first, given, author first, first author, prénom, prénom auteur, nombre, nombres, nome,
        primeiro, imię, jméno, meno, voornaam, fornavn, förnamn, etunimi, keresztnév, adı, ad,
        prenume, ime, vorname, имя, ім'я, الأول, نام, שם פרטי, tên, 이름, 名
    """,
    Role.CONTAINER: """
        work, website, newspaper, journal, magazine, periodical, encyclopedia, encyclopaedia,
        dictionary, werk, sammelwerk, zeitung, zeitschrift, site, site web, périodique, revue,
        journal, ouvrage, titre ouvrage, encyclopédie, obra, revista, periódico, publicación,
        sitio web, sitioweb, opera, rivista, giornale, pubblicazione, sito, obra, jornal,
        czasopismo, praca, witryna, tidning, tidskrift, verk, avis, tidsskrift, julkaisu,
        издание, сайт, видання, журнал, газета, работа, kitap, gazete, dergi, eser, iş,
        periodikum, časopis, noviny, web, kézikönyv, folyóirat, publicació, εφημερίδα,
        περιοδικό, موقع, صحيفة, مجلة, عمل, وبگاه, روزنامه, مجله, اثر, אתר, עיתון, surat kabar,
        majalah, situs web, báo, tạp chí, 웹사이트, 신문, 저널, 作品, 雑誌, 新聞, 网站, 網站,
        报纸, 報紙, 期刊
    """,
    Role.PUBLISHER: """
        publisher, institution, agency, hrsg, herausgeber, verlag, éditeur, editorial, editora,
        editore, uitgever, wydawca, wydawnictwo, opublikowany, vydavatel, vydavateľ,
        nakladatelství, utgivare, utgiver, utgivelsessted, förlag, forlag, udgiver, julkaisija,
        kustantaja, издательство, издатель, видавництво, видавець, publicado, publicado por,
        kiadó, yayıncı, yayınevi, editura, izdavač, založba, εκδότης, ناشر, الناشر, מו"ל, הוצאה,
        penerbit, nhà xuất bản, 출판사, 발행처, 出版社, 出版者, 发行者, 發行者
    """,
    Role.DATE: """
        date, datum, data, fecha, дата, tarih, dato, päivämäärä, pvm, ajankohta, dátum,
        datum vydání, dátum vydania, publication date, pubdate, data publicació, publicado em,
        kuupäev, ημερομηνία, تاريخ, تاریخ, תאריך, दिनांक, तारीख, তারিখ, tanggal, ngày,
        ngày tháng, 날짜, 日期, 日付
    """,
    Role.YEAR: """
        year, jahr, année, annee, año, anno, ano, any, rok, год, рік, година, jaar, år, vuosi,
        év, yıl, anul, an, leto, godina, έτος, سنة, سال, שנה, वर्ष, tahun, năm, 연도, 년, 年
    """,
    Role.MONTH: """
        month, monat, mois, mes, mese, mês, miesiąc, měsíc, месяц, місяць, maand, månad, måned,
        ay, luna, شهر, ماه, bulan, tháng, 월, 月
    """,
    Role.DAY: "day, tag, jour, día, giorno, dia, dzień, den, день, dag, gün, يوم, روز, 일, 日",
    Role.ACCESSED: """
        access date, abruf, zugriff, abrufdatum, consulté le, date consultation, fecha acceso,
        fechaacceso, fecha de acceso, consulta, accesso, data accesso, acesso data, acessodata,
        acesso em, acessadoem, bezochtdatum, geraadpleegd, data dostępu, datum přístupu,
        datum prístupu, dátum prístupu, besøksdato, besøgsdato, hämtdatum, läst, viitattu,
        luettu, дата обращения, датадоступа, дата доступа, дата доступу, дата звернення,
        erişimtarihi, erişim tarihi, hozzáférés, elérés, data consulta, dataconsulta, consultat,
        dataaccesării, تاريخ الوصول, تاريخ الاطلاع, تاریخ بازبینی, تاریخ دسترسی, נבדק,
        ngày truy cập, 확인날짜, 확인일자, 访问日期, 訪問日期, 存取日期, 閲覧日, アクセス日
    """,
    Role.DOI: "doi",
    Role.ISBN: "isbn, isbn13, isbn10",
    Role.ARXIV: "arxiv, eprint",
    Role.PLACE: """
        location, place, publication place, ort, lieu, lugar, ubicación, città, local, plaats,
        miejsce, místo, miesto, место, місце, plats, sted, paikka, hely, yer, مكان, مکان, מקום,
        nơi, 위치, 场所
    """,
    Role.HIDDEN: """
        url status, dead url, deadurl, dead, ref, mode, df, dateformat, name list style,
        postscript, separator, author link, authorlink, author mask, author separator,
        editor link, last author amp, display authors, display editors, cs1 dates,
        ignore isbn error, bot, archiv bot, url archive statut, brisé le, ссылка автор,
        автор ссылка, autor link, autorenlink, enlaceautor, enlace autor, wkautore, linkautor,
        link autora, odkaz na autora, tekijälinkki, yazarbağı, yazarlink, urlmorto, ölüurl,
        estado archivo, offline, urltot, lien auteur, auteur link, scripttitle
    """,
}
_DIGITS = re.compile(r"\d+")
_SEPARATORS = re.compile(r"[\s_‐-]+")


def _plain(key: str) -> str:
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", key).casefold())


def _without_accents(plain: str) -> str:
    return without_marks(unicodedata.normalize("NFKD", plain))


@cache
def _roles() -> dict[str, Role]:
    keys = {_plain(key): role for role, text in _KEYS.items() for key in text.split(",")}
    # Many type "titulo" for "título"; but the Swedish "läst" is not the English "last".
    return {_without_accents(key): role for key, role in keys.items()} | keys


def parse_key(key: str) -> Key:
    """Return what a *key* says: `last2` is the family name of the second author."""
    known = _roles()
    plain = _plain(key)
    if plain in known:
        return Key(known[plain], 1)
    number = _DIGITS.search(plain)
    plain = _DIGITS.sub("", plain)
    role = known.get(plain) or known.get(_without_accents(plain))
    return Key(role, int(number[0][:3]) if number else 1)
