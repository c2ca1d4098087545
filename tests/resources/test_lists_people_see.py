# ruff: noqa: E501, SIM905
"""Every list that a person sees as one is read as one, however it is written; nothing else is."""

from __future__ import annotations

import markdown
import pytest

from pelican_plugins._core.html_document import Document
from pelican_plugins.resources.parsing.extract import ExtractionOptions, extract_resources
from pelican_plugins.resources.parsing.headings import KNOWN, promise_of
from pelican_plugins.resources.parsing.section import first_opener

TIDES, GAUGES = "https://levels.example/tides", "https://levels.example/gauges"
BOTH = [("Tide tables", TIDES), ("Gauges", GAUGES)]


def extracted(text: str, **options: str) -> tuple[list[tuple[str, str | None]], str]:
    html = markdown.markdown(text, extensions=["extra"])
    document = Document(html)
    # A build parses no body without such an element.
    opener = first_opener(html, KNOWN)
    found = extract_resources(document, ExtractionOptions(**options))
    assert opener is not None or not found.resources
    return [(one.title, one.url) for one in found.resources], document.html()


@pytest.mark.parametrize(
    "text",
    [
        f"## Sources\n\n[1] Tide tables, {TIDES}\n[2] Gauges, {GAUGES}",
        f"## Sources\n\n[1] Tide tables, {TIDES}\n\n[2] Gauges, {GAUGES}",
        f"## Sources\n\nTide tables {TIDES}\nGauges {GAUGES}",
        f"## Sources\n\nTide tables\n{TIDES}\nGauges\n{GAUGES}",
        f"## Sources\n\n• Tide tables {TIDES}\n• Gauges {GAUGES}",
        f"## Sources\n\n– Tide tables: {TIDES}\n– Gauges: {GAUGES}",
        f"## Sources\n\n> * Tide tables {TIDES}\n> * Gauges {GAUGES}",
        f"## Sources\n\n| No | Work | URL |\n|--|--|--|\n| 1 | Tide tables | {TIDES} |\n| 2 | [Gauges]({GAUGES}) | |",
        f"Sources:\nTide tables {TIDES}\nGauges {GAUGES}",
        f"Sources\nTide tables {TIDES}\nGauges {GAUGES}",
        f"Sources:\n- [Tide tables]({TIDES})\n- [Gauges]({GAUGES})",
        f"**Sources**\n[Tide tables]({TIDES})\n[Gauges]({GAUGES})",
        f"**Sources:** [Tide tables]({TIDES}), [Gauges]({GAUGES})",
        f"**Sources**: [Tide tables]({TIDES}) · [Gauges]({GAUGES})",
        f"Sources: [Tide tables]({TIDES}) and [Gauges]({GAUGES}).",
        f"*Sources*\n\n* [Tide tables]({TIDES})\n* [Gauges]({GAUGES})",
        f"> Sources:\n>\n> * Tide tables {TIDES}\n> * Gauges {GAUGES}",
        f"参考了以下文章：\n\n* Tide tables {TIDES}\n* Gauges {GAUGES}",
        f"## Sources (official)\n\n* Tide tables {TIDES}\n* Gauges {GAUGES}",
        f"### Sources\n----\n- Tide tables {TIDES}\n- Gauges {GAUGES}",
        f"## Sources\n\n***\n\n- Tide tables {TIDES}\n- Gauges {GAUGES}",
        f"Sources\n[Tide tables]({TIDES})\n[Gauges]({GAUGES})",
        f"参考\n[Tide tables]({TIDES})\n[Gauges]({GAUGES})",
        f"References\n\n* [Tide tables]({TIDES})\n* [Gauges]({GAUGES})",
        f"## 参考文档集合：\n\n* [Tide tables]({TIDES})\n* [Gauges]({GAUGES})",
        f"**Useful Links**\n* [Tide tables]({TIDES})\n* [Gauges]({GAUGES})",
    ],
)
def test_a_list_is_read(text: str) -> None:
    found, page = extracted(f"Some text.\n\n{text}\n")
    assert found == BOTH
    assert page.count('class="resource h-cite"') == len(BOTH)


def test_a_line_without_a_url_is_an_entry_among_others() -> None:
    text = f"## Sources\n\nTide tables {TIDES}\nThe ditch book, 1987\nGauges {GAUGES}\n"
    assert extracted(text)[0] == [BOTH[0], ("The ditch book, 1987", None), BOTH[1]]


def test_numbers_that_the_text_refers_to_stay() -> None:
    _, page = extracted(
        f"As in [3].\n\n## Sources\n\n[3] Tide tables, {TIDES}\n[7] Gauges, {GAUGES}\n"
    )
    assert '<ol class="resource-lines" start="3">' in page
    assert 'value="7"' in page


@pytest.mark.parametrize(
    "text",
    [
        f"## Links\n\n* [Share]({TIDES})\n* [Subscribe]({GAUGES})\n* [Donate]({TIDES}/give)",
        "## Learn more\n\nWrite to [me](mailto:someone@levels.example) about it.",
        "## Resources\n\n* Open http://localhost:8000/ and look.\n* Then stop it.\n* Start anew.",
        f"## Learn more\n\n* the change of [a thing]({TIDES}), to help all of those who use it\n* more of the same\n* and so on",
        f"Sources: I took it from [a friend]({TIDES}) who had it from the board in winter.",
        "**link**: it lists the pages that link to a URL. So [link: www.levels.example] shows those of it",
        "## Recursos\n\n* Rápido\n* Seguro\n* Barato",
        f"## Source code\n\n* [Tides]({TIDES})",
        f"## Quellcode\n\n* [Tides]({TIDES})",
    ],
)
def test_what_is_no_list_of_sources_stays_as_it_is(text: str) -> None:
    assert extracted(text)[0] == []


@pytest.mark.parametrize("form", ["https://site.example/a", "http://www.site.example/b"])
def test_links_into_the_own_site_are_no_entries(form: str) -> None:
    text = f"## Sources\n\n* [Mine]({form})\n* [Tide tables]({TIDES})\n"
    assert extracted(text, site="https://www.site.example")[0] == BOTH[:1]
    assert len(extracted(text)[0]) == len(BOTH)


HEADINGS = {
    "ar": "المصادر والمراجع|قراءة إضافية|المراجع|مراجع للاستزادة|روابط مفيدة|مصادر إضافية|لمزيد من القراءة|المصادر|قائمة المراجع",
    "az": "Mənbələr|İstifadə olunmuş ədəbiyyat|Ədəbiyyat siyahısı|Əlavə oxu",
    "be": "Крыніцы|Літаратура|Спасылкі|Дадатковае чытанне",
    "bg": "Източници|Използвана литература|Литература|Полезни връзки|Допълнително четене|Източници и литература",
    "bn": "তথ্যসূত্র|আরও পড়ুন|উৎস",
    "ca": "Bibliografia consultada|Enllaços recomanats|Referències|Per saber-ne més|Lectures recomanades|Enllaços externs",
    "cs": "Použité zdroje|Doporučená literatura|Užitečné odkazy|Zdroje|Literatura|Odkazy|Další čtení|Prameny a literatura|Seznam použité literatury",
    "da": "Kilder|Yderligere læsning|Referencer|Litteratur|Læs mere|Kilder og links|Litteraturliste|Yderligere oplysninger",
    "de": "Materialien zum Artikel|Verwendete Quellen|Zum Weiterlesen|Quellen und Literatur|Quellenangaben|Weiterführende Literatur|Nützliche Links|Weiterlesen|Literaturverzeichnis|Empfohlene Lektüre|Links zum Thema|Ergänzende Materialien",
    "el": "Πηγές|Περαιτέρω ανάγνωση|Βιβλιογραφία|Αναφορές|Χρήσιμοι σύνδεσμοι|Πηγές και βιβλιογραφία|Διαβάστε περισσότερα",
    "en": "Useful resources|Important references|Explore more resources|Sources|Works cited|Further reading|Reference list|Additional resources|Recommended reading|Sources consulted|Helpful links|Supplementary material",
    "es": "Lectura adicional|Fuentes consultadas|Otras lecturas y enlaces relacionadas|Fuentes|Bibliografía|Enlaces de interés|Referencias bibliográficas|Para saber más|Material adicional|Recursos útiles|Lecturas complementarias",
    "et": "Allikad|Kasutatud kirjandus|Viited|Lisalugemist|Kasulikud lingid|Allikad ja kirjandus|Kirjandus",
    "eu": "Iturriak|Bibliografia|Erreferentziak|Irakurketa gehigarria|Esteka interesgarriak",
    "fa": "منابع|منابع و مراجع|پیوندها|مطالعه بیشتر|فهرست منابع|پیوندهای مفید",
    "fi": "Lähteet|Lisälukemista|Lähteet ja linkit|Kirjallisuutta|Lue lisää|Hyödyllisiä linkkejä|Lähdeluettelo|Viitteet",
    "fr": "Lectures complémentaires|Sources et références|Pour en savoir plus|Bibliographie|Liens utiles|Références bibliographiques|Pour approfondir|Ressources complémentaires|Sources consultées|Documents utiles",
    "gl": "Fontes|Referencias|Ligazóns útiles|Para saber máis|Bibliografía",
    "he": "מקורות|קריאה נוספת|ביבליוגרפיה|קישורים שימושיים|לקריאה נוספת|רשימת מקורות",
    "hi": "संदर्भ|स्रोत|सन्दर्भ|आगे पढ़ें|स्रोत और संदर्भ|उपयोगी लिंक",
    "hr": "Izvori|Preporučena literatura|Literatura|Korisne poveznice|Izvori i literatura|Dodatno čitanje|Popis literature",
    "hu": "Források|Ajánlott irodalom|További olvasnivaló|Irodalom|Hasznos linkek|Felhasznált források|Hivatkozások|További információ|Irodalomjegyzék",
    "hy": "Աղբյուրներ|Գրականություն",
    "id": "Sumber|Bacaan lanjutan|Referensi|Daftar pustaka|Tautan bermanfaat|Sumber bacaan|Bacaan tambahan",
    "is": "Heimildir|Heimildaskrá|Tenglar|Frekari lestur",
    "it": "Letture consigliate|Materiali aggiuntivi|Fonti e approfondimenti|Fonti|Bibliografia|Per approfondire|Link utili|Riferimenti bibliografici|Materiale aggiuntivo|Letture di approfondimento",
    "ja": "参考リンク|出典|参考文献|参考資料|関連リンク|出典・参考文献|参考にした記事|さらに読む|もっと詳しく",
    "ka": "წყაროები|ლიტერატურა",
    "kk": "Дереккөздер|Пайдаланылған әдебиеттер|Әдебиет",
    "ko": "참고 자료|출처|참고사항|참고문헌|더 읽을거리|참고 링크|참고한 글|관련 링크",
    "lt": "Šaltiniai|Literatūra|Naudingos nuorodos|Papildoma literatūra|Šaltiniai ir literatūra",
    "lv": "Izmantotie avoti|Literatūra|Avoti|Noderīgas saites|Papildu lasāmviela|Atsauces",
    "mk": "Извори|Литература|Користени извори",
    "ms": "Rujukan|Sumber|Bacaan lanjut|Pautan berguna",
    "nl": "Bronnen en verder lezen|Aanbevolen literatuur|Bronnen|Verder lezen|Nuttige links|Geraadpleegde bronnen|Literatuurlijst|Meer informatie en bronnen",
    "no": "Kilder og litteratur|Videre lesning|Kilder|Referanser|Les mer|Nyttige lenker|Litteraturliste|Kildeliste",
    "pl": "Źródła i materiały|Polecane lektury|Przydatne linki|Źródła|Bibliografia|Literatura|Warto przeczytać|Do poczytania|Dodatkowe materiały|Polecana literatura",
    "pt": "Fontes consultadas|Leituras recomendadas|Referências|Bibliografia|Links úteis|Para saber mais|Leitura recomendada|Referências bibliográficas|Material complementar",
    "ro": "Surse|Lecturi suplimentare|Referințe|Bibliografie|Linkuri utile|Resurse suplimentare|Surse și referințe|Lecturi recomandate",
    "ru": "Материалы к статье|Дополнительное чтение|Использованные источники|Источники|Литература|Полезные ссылки|Что почитать|Список литературы|Ссылки по теме|Рекомендуемая литература|Дополнительные источники",
    "sk": "Použitá literatúra|Odporúčané čítanie|Zdroje|Literatúra|Užitočné odkazy|Ďalšie čítanie|Zoznam použitej literatúry",
    "sl": "Viri in literatura|Priporočeno branje|Viri|Literatura|Koristne povezave|Nadaljnje branje|Uporabljena literatura",
    "sq": "Burimet|Referencat|Lidhje të dobishme",
    "sr": "Извори|Литература|Корисне везе|Додатна литература|Izvori i literatura",
    "sv": "Källor|Läs mer|Lästips|Referenser|Litteratur|Användbara länkar|Vidare läsning|Källförteckning|Mer information",
    "sw": "Vyanzo|Marejeo|Viungo",
    "ta": "மேற்கோள்கள்|சான்றுகள்",
    "th": "อ้างอิง|แหล่งที่มา|เอกสารอ้างอิง|อ่านเพิ่มเติม|บรรณานุกรม|ลิงก์ที่เกี่ยวข้อง|แหล่งอ้างอิง",
    "tl": "Sanggunian|Mga sanggunian",
    "tr": "Kaynaklar|İleri okuma|Yararlanılan kaynaklar|Kaynakça|Faydalı bağlantılar|Ek okumalar|Daha fazla bilgi|Önerilen kaynaklar|Konuyla ilgili okumalar",
    "uk": "Джерела та посилання|Додаткове читання|Джерела|Література|Корисні посилання|Що почитати|Список літератури|Використані джерела|Рекомендована література",
    "ur": "حوالہ جات|مزید مطالعہ|ماخذ",
    "vi": "Nguồn tham khảo|Đọc thêm|Tài liệu tham khảo|Nguồn|Liên kết hữu ích",
    "zh": "参考资料|延伸阅读|一些参考链接|参考文献|相关链接|参考资料与链接|推荐阅读|引用来源|參考資料",
}


MORE_HEADINGS = {
    "ar": "للمزيد من القراءة|قراءات إضافية|لمزيد من المعلومات|روابط ذات صلة|روابط خارجية|اقرأ أيضا",
    "ca": "Fonts i referències|Enllaços d'interès",
    "cs": "Zdroje informací|Související odkazy",
    "da": "Eksterne links",
    "de": "Quellen und Anmerkungen|Ausgewählte Literatur|Literaturempfehlungen|Weiterführende Artikel|Lesestoff|Interessante Links|Internetquellen",
    "el": "Περισσότερες πληροφορίες|Εξωτερικοί σύνδεσμοι",
    "en": "Further viewing|Going further|Dig deeper|Where to learn more|Background reading|More on this story|Acknowledgements and references",
    "es": "Notas y referencias|Webgrafía|Bibliografía básica|Recursos en línea|Para profundizar|Bibliografía de consulta",
    "fa": "منابع و مآخذ|پیوندهای مرتبط|لینک‌های مفید",
    "fi": "Lisätietoja|Lisää aiheesta",
    "fr": "Bibliographie sélective|Sur le web|Voir également|Pour approfondir le sujet|Liens intéressants|Ressources en ligne|Lire aussi",
    "he": "מקורות וקריאה נוספת|מקורות וקישורים|קישורים חיצוניים",
    "hi": "अधिक पढ़ें",
    "hu": "Külső hivatkozások|Bővebben",
    "id": "Tautan terkait|Baca juga",
    "it": "Bibliografia essenziale|Note e bibliografia|Altre fonti",
    "ja": "さらに学ぶには|もっと知りたい方へ|情報源|参考になるサイト|参考図書|おもな参考文献",
    "ko": "참조|더 알아보기|참고하면 좋은 글|참고 서적|외부 링크|각주 및 출처",
    "nl": "Relevante links|Verwijzingen|Overige bronnen",
    "pl": "Więcej na ten temat|Ciekawe linki|Inne źródła",
    "pt": "Materiais complementares|Links para estudo|Fontes de pesquisa|Outras fontes|Onde aprender mais",
    "ro": "Bibliografie selectivă|Link-uri utile|Citește și",
    "ru": "Материалы для изучения|Используемые источники|Читать по теме|Статьи по теме|Другие ссылки|Список ссылок|Источники данных",
    "sv": "Referenslista|Fler länkar|Andra källor",
    "tr": "Dış bağlantılar|Notlar ve kaynaklar|Diğer kaynaklar",
    "uk": "Що ще почитати",
    "vi": "Xem thêm|Tài liệu liên quan|Liên kết ngoài",
    "zh": "更多阅读|推荐书单|数据来源|延展阅读|阅读更多|注释与参考文献|参考材料|扩展资料|進一步學習",
}
"""What posts also have above their lists, found after the stems were written."""


def test_headings_of_many_languages_are_tried() -> None:
    assert len(HEADINGS) >= 50
    assert sum(len(headings.split("|")) for headings in HEADINGS.values()) >= 300


@pytest.mark.parametrize("language", HEADINGS)
def test_headings_are_known_by_the_stems_of_their_words(language: str) -> None:
    for heading in f"{HEADINGS[language]}|{MORE_HEADINGS.get(language, 'Links')}".split("|"):
        assert promise_of(heading, KNOWN) is not None, heading


@pytest.mark.parametrize(
    "heading",
    "Source code|Quellcode|Über mich|Reading glasses|Material design|The article|In this post|Lesen|"
    "Kontakt|More|Mehr|Über den Artikel|Books|Features and links to buy|Informationen|Material|"
    "Полезно знать|Más|Fazla|Warto|Korisno|Lista|Список|قائمة|Documents|Fonts|Materiál|Виды и|Еще|Lire|"
    "Related work|Linke Parteien|Fonti rinnovabili|Notas|Anmerkungen|Uwagi|Further work|参考程序|外部設計|"
    "Acknowledgements|Art|Story|Altre storie|Interessante Fakten|더 보기 쉬운 코드|学习方法|更多功能|"
    "General information|Data sources in Python explained|Zum Thema|Additional features".split("|"),
)
def test_other_headings_promise_nothing(heading: str) -> None:
    assert promise_of(heading, KNOWN) is None


@pytest.mark.parametrize(
    "text",
    [
        "## Further reading\n\n- *The Ferryman* by Ines Bell\n- “The Ditch Book” by Mara Quill",
        "## Pour aller plus loin\n\n- **La rivière** d'Inès Bell — Un récit.\n"
        "- **Le pont** de Jean Roux — Un essai.\n- **La crue** (2014) — Un film.",
        "## Weiterlesen\n\n- „Der Fährmann“ von Ines Bell\n- *Das Grabenbuch*, Mara Quill",
        "## Lecturas recomendadas\n\n- «El barquero», Inés Bell\n- *La acequia* (Mara Quill)",
    ],
)
def test_works_without_links_are_entries(text: str) -> None:
    found, _ = extracted(text)
    assert len(found) == text.count("\n- ")


def test_one_link_behind_a_label_closes_a_text() -> None:
    assert extracted(f"Text.\n\n参考：[Tide tables]({TIDES})")[0] == BOTH[:1]
    assert extracted(f"Text.\n\nSource: [Tide tables]({TIDES}).")[0] == BOTH[:1]
    # The credit of a picture; a sentence.
    assert extracted(f"Source: [Tide tables]({TIDES})\n\nText goes on.")[0] == []
    assert extracted(f"Source: [Tide tables]({TIDES}) and a talk")[0] == []
    assert extracted(f"> Text.\n>\n> Source: [Tide tables]({TIDES})")[0] == []


def test_a_rule_parts_a_bibliography_from_its_introduction() -> None:
    text = f"# Bibliographie\n\nVoir [la liste](https://list.example/).\n\n---\n\nBELL, Inès, 2013. Tide tables. [{TIDES}]({TIDES})\n\nROUX, Jean, 2014. Gauges. [{GAUGES}]({GAUGES})"
    found, _ = extracted(text)
    assert [url for _, url in found] == [TIDES, GAUGES]
    # Entries stand above this one.
    text = f"## Références\n\nBELL, Inès, 2013. Tide tables [+]({TIDES})\n\n---\n\nÀ suivre."
    assert [url for _, url in extracted(text)[0]] == [TIDES]
    # What stands below the rule of other lists is no part of them.
    text = f"## Links\n\n* [Tide tables]({TIDES})\n\n---\n\n* [Gauges]({GAUGES})"
    assert extracted(text)[0] == BOTH[:1]


@pytest.mark.parametrize(
    "text",
    [
        "## Resources\n\n- **Fast**: it needs no server\n- **Small**: it is 3 kB",
        "## Resources\n\n- *Memory*: 2 GB\n- *Disk*: 10 GB",
        "## Ressources\n\n- **Deux cœurs** suffisent\n- **Un disque** rapide",
        "## Sources\n\n- Water from the river\n- Water from the well",
    ],
)
def test_features_and_terms_are_none(text: str) -> None:
    assert extracted(text)[0] == []


def test_a_chapter_about_references_is_not_a_list_of_them() -> None:
    text = (
        "## Bibliography\n\n"
        "- Each entry names its author first, then the title, and then the place where it was"
        " printed and the house that did so.\n"
        "- If an entry is numbered, the number is in square brackets in the text and"
        " in the list, and never in both in another form.\n"
        "- Entries follow the alphabet of the language that the thesis is written in, others come last.\n"
    )
    assert extracted(text)[0] == []
