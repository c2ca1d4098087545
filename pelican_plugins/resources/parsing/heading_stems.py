"""Word stems of the headings of reference lists, in more than fifty languages.

A heading is one if each of its words has one of these stems, and together they promise something:
"source" alone, "material" or "reading" with "further". An inflected ending of a few letters may
follow a stem; a longer one makes another word ("Quellen", but not "Quellcode").
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import cache


class Stem(Enum):
    """The meaning of a word in a heading."""

    CITATIONS = "works"
    SOURCES = "sources"
    LINKS = "links"
    MATERIAL = "material"
    INFORMATION = "information"
    READING = "reading"
    FURTHER = "further"
    OTHER = "this, article, list"


# A number is the most letters that may follow the stems after it; 0 for a whole word.
_STEMS = {
    Stem.CITATIONS: """
    3 referenc referência referencia reference bibliograf bibliograph bibliografi bibliografij
      bibliografía
      bibliografia literaturverzeichnis literaturnachweis literaturangab literaturhinweis
      literaturlist
      literaturempfehlung literaturtipp quellenhinweis quellenverzeichnis quellenangab
      quellennachweis quellenlist einzelnachweis
      литератур библиограф література літератур бібліограф референц viitte
      литература библиографи літератури книгопис
      literatuuropgave bronnenlijst bronvermelding literatuurlijst piśmiennictw referencj
      literatúr zoznamliteratúr použitáliteratúr litteraturlist litteraturförteckning referenslist
      webgraf
      källförteckning kildelist
      litteraturliste referanselist referanse lähdeluettelo kirjallisuusluettelo kirjallisuu
      viiteluettelo
      kaynakça referanslar irodalomjegyzék szakirodal irodalom hivatkozásjegyzék bibliogrāfi
      literatūr
      kirjandus heimildaskr heimildalist
      βιβλιογραφί αναφορ bibliografie referinț bibliyografya lliteratur
      zitierteliterat zitat literatur viite referènc erreferentzi atsauc marejeo літаратур ədəbiyyat
      գրականությու ლიტერატურ әдебиет
    """,
    Stem.SOURCES: """
    3 source sourc resourc ressourc resurs quelle quellen fuente recurso fonte fonti risors recours
      lästips lesetips læsetips lisälukem lisälukemista lukuvinkki läsvärt
      bron bronn źródł źródeł zdroj pramen izvor vir viri virov šaltini avot allika allikad källo
      källa källor kilde
      kjelde heimild lähte lähde forrás kaynak kaynağ kaynaklar surse sursă sursel burime zdroje
      zdrojů
      источник первоисточник джерел извор извори източни ресурс ресурси
      крыніц дереккөз mənbə աղբյուր წყარო lisalugem
      πηγέ πηγή πηγ nguồn sumber rujukan referensi sanggunian vyanzo iturri cuspóir foinse ffynonell
    2 المصادر مصادر مصدر المراجع مراجع مرجع مآخذ منابع منبع מקורות מקור स्रोत संदर्भ सन्दर्भ
    সূত্র উৎস ماخذ তথ্যসূত্র
      แหล่งที่มา อ้างอิง แหล่งข้อมูล
    """,
    Stem.LINKS: """
    3 link hyperlink weblink linktipp linksammlung linklist enlace enllaç vincle ligaç liens lien
      collegament
      odkaz odnośnik odsyłacz poveznic povezav nuorod saite viide länk lenk lenker linkki
      hivatkozás bağlantı
      lingi linkke tengl poveznic ligazón esteka viungo спасыл
      legătur lidhje ссылк ссылок посиланн линк препратк връзк σύνδεσμ tautan pautan lotura dolen
      nasc
    0 везе
    2 روابط رابط پیوند پیوندهای لینک קישורים קישור लिंक কড়ি ลิงก์
    """,
    Stem.MATERIAL: """
    4 material materiai materiaal materyal materiał матеріал материал materialie materiali matériel
      matériau matériaux
      anyag
    """,
    Stem.INFORMATION: """
    4 document dokument документ información information informazion informaç informatie informacj
      informace informacije інформаці информаци информация infos info lisätieto bilgi tieto thông
      információ oplysning informací πληροφορί
    2 المعلومات معلومات اطلاعات מידע
    """,
    Stem.READING: """
    4 reading lesen nachlesen weiterlesen lesetipp leseempfehlung lektüre lecture lectur lettur
      leitura lezen
      leeswerk leesvoer lektur czytan poczytan czytani czytelnicz čten čtení čítan čitanj branj
      чтен читан почита читать
      прочита читання läsning læsning lesning bacaan lesestoff lukemis lukemist luettav okuma
      olvasnivaló olvasmány
      четен чытанн διαβάστε lasāmviel lestur oxu
      skaitin lasīšan lasām lugemis leegð ανάγνωση διάβασμα citire lectura irakurketa olvasás
    0 przeczytać poczytać lire read llegir leer ler leggere lees läs les læs czytać lue oku
    đọc baca membaca
      prečítanie čítanie
    2 القراءة قراءة قراءات וקריאה خواندن مطالعه مطالعہ לקריאה קריאה पढ़ने पढ़ें पठन পড়ুন อ่าน
    """,
    Stem.FURTHER: """
    5 further additional weiterführend weiter ergänzend vertiefend zusätzlich empfohlen
      empfehlenswert nützlich hilfreich
      complémentair supplémentair complementar complementari adicional recomendad recommandé
      consigliat
      recommended suggested useful sugerid ampliat ulterior approfondim suplementar suplement
      aggiuntiv aanvullend aanbevolen
      nuttig dodatkow uzupełniając przydatn polecan zalecan užitečn dalš doporučen doplňk ďalš
      odporúčan užitočn
      dodatn koristn preporuč priporoč nadaljnj daljnj papildom rekomenduo naudin papildu ieteicam
      noderīg
      täiendav soovitat kasulik ytterligare vidare rekommendera användbar yderligere anbefal
      nyttig videre supplerend
      lisä suositelt hyödyll további ajánlot hasznos kiegészítő ek faydalı önerilen yararlı ileri
      daha
      suplimentar recomandat дополнительн полезн рекомендуем рекоменд додатков корисн допълнителн
      полезни
      допоміжн suggerit recomanat další πρόσθετ χρήσιμ περαιτέρω περισσότερ προτεινόμεν επιπλέον
      frekari
      gagnleg
      supplement utile utili útil útei recomanad papildu korisn допълнителн дадатков додатн dobishm
      interesgarri ilgili berguna əlavə
      tambahan lanjut selanjutnya lanjutan bermanfaat gehigarri
    0 fazla warto fler more mehr más mais plus più meer més więcej viac více více još več daugiau
    vairāk rohkem mer
      mere lisää több
      thêm hữu ích selengkapnya lebih больше ещё еще більше ще повече още περισσότερα além extra
      rinnakkais other andere autres
    2 إضافية الإضافية اضافية مفيدة لمزيد للمزيد المزيد للاستزادة مزید بیشتر مفید שימושי আরও נוספת
    נוספים מומלצים מומלצת आगे उपयोगी
      अतिरिक्त अधिक อ่านเพิ่มเติม เพิ่มเติม
    """,
    Stem.OTHER: """
    3 articl artikel beitrag beitrags bericht thema themen post blogpost text texte texto testo
      tekst article artícul
      artigo articol articoli artyku wpis tekstu článk člán članak članek člank straipsn rakst
      artikk inläg artikel
      artikkel cikk bejegyz yazı makale konu статт статей стать статье заметк тем темы публикаци
      статия статията
      άρθρο κείμενο artikulu bài grein artikels onderwerp temat téma tém teema aihee aihe tárgy
      konusu list liste
      lista spis seznam zoznam popis sąraš saraksts loend lijst förteckning fortegnelse luettelo
      lístic jegyzék listesi
      список перечень списък κατάλογ daftar danh mục sách pustaka lectur book buch bücher livre
      libro libri livro boek
      książk knih kniha knjig böcker kirja könyv kitap книг книги βιβλί
      extern externe externes externo esterni zewnętrzn extérieur extern vanjsk zunanj внешн
      зовнішн internet online web
      verwendet benutzt zitiert konsultiert utilisé consulté cité utilizad consultad citad
      utilizzat consultat
      geraadpleegd gebruikt wykorzystan cytowan użyt použit citovan korišten uporabljen naudot
      izmantot kasutatud använd
      benyttet brukt anvendt käyteten käytet felhasznált kullanılan yararlanılan использован
      использу використан
      използван utilizat folosit χρησιμοποι
      користен пайдаланыл istifadə olunmuş siyahısı
      sendung shownotes interessant intéressant interesant interessante indicativ pesquisa outro
      outra altre altri altro
      другие других другой inne innych overig andra andre diğer jiné jiných muut muita інші інших
      данных danych daten consulta lecturas viewing jour используем ciekaw souvisej ekstern dış
      ilgil külső εξωτερικ ausgewählt sélectiv selectiv
      selectivă essenzial essencia estudo apoio использу terkait مرتبط
      primär sekundär primary secondary explor discover browse official offiziell officiel oficial
      ufficial
    0 the a an of on to for and or in at by from my our your this that these some here about und
      zum zur zu im in der die das den dem
      dieses diesem unsere meine le la les l d de du des et à a au aux pour sur cet cette ce el
      los las y e para del
      sobre este esta o os as um uma em do da dos das no na il lo i gli e per di su sul questo het
      een van voor en op over w z do na i o dla
      v k ke na pro a o s za se od po u i uz už par no ja och för att om i på til og for til med
      en et jostaa
      az és a to el ve için ile de da şi pentru din la и к ко о об по на в для из с та й до про за
      з η ο το για και στο
      bi i kepada dan untuk dari các tài liệu tham khảo và cho của eta
    0 ir të mga های صلة ذات
    2 خارجية الخارجية חיצוני قائمة فهرست רשימת من في إلى عن على و به در برای از את של על ו के और
      से লিংক
    """,
}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@cache
def _table() -> dict[str, tuple[tuple[int, Stem], ...]]:
    """Return for each stem how many letters may follow and what it says, the heads first."""
    table: dict[str, list[tuple[int, Stem]]] = {}
    for stem, text in _STEMS.items():
        most = 0
        for word in text.split():
            if word.isdigit():
                most = int(word)
            else:
                table.setdefault(_folded(word), []).append((most, stem))
    return {word: tuple(found) for word, found in table.items()}


def _folded(word: str) -> str:
    return without_marks(unicodedata.normalize("NFKC", word).casefold())


def without_marks(text: str) -> str:
    """Return *text* without combining marks, which are not letters of a word to a pattern.

    They are the vowels of Indic scripts, of Thai, Arabic and Hebrew, and the dot of a small
      Turkish İ.
    """
    if text.isascii():
        return text
    return "".join(c for c in text if not unicodedata.category(c).startswith("M"))


def stem_of(word: str) -> Stem | None:
    """Return what a *word* of a heading says by its longest known stem, or None."""
    table = _table()
    if word.startswith("\u0648") and len(word) > len("\u0648من"):
        # Arabic "and" is written together with the word after it.
        word = word if word in table else word[1:]
    if word.startswith("\u05d5") and word not in table:
        # So is Hebrew "and".
        word = word[1:]
    for end in range(len(word), 0, -1):
        for most, stem in table.get(word[:end], ()):
            if len(word) - end <= most:
                return stem
    return None
