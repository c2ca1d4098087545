"""The words that head lists of references, in the languages people blog in.

Every entry is a phrase. How much a phrase says is told by its class: a heading that says
"Bibliography" promises works, with or without links; "Resources" promises links or works;
"Links" may head anything.
"""

from __future__ import annotations

CITATIONS = """
references | reference | reference list | bibliography | works cited | works consulted
literature cited | sources cited | sources consulted
literatur | literaturverzeichnis | literaturangaben | literaturhinweise | quellenverzeichnis
quellenangabe | quellenangaben | einzelnachweise | nachweise | belege | referenzen | bibliografie
quellennachweis | quellennachweise | literaturtipps
références | référence | bibliographie | sitographie | webographie | ouvrages cités
referencias | referencia | bibliografía | obras citadas | obras consultadas
referências | referência | bibliografia | riferimenti | riferimento | sitografia | opere citate
referenties | literatuur | literatuurlijst | bronvermelding | literatura | piśmiennictwo
przypisy | odnośniki | reference list | литература | библиография | список литературы
список источников | список использованной литературы | список использованных источников
література | бібліографія | список літератури | список джерел
список використаних джерел
bibliografie | referințe | referenser | litteratur | referanser | kirjallisuus | lähdeluettelo
kaynakça | referanslar | tài liệu tham khảo | daftar pustaka | βιβλιογραφία | irodalom
irodalomjegyzék
المراجع | مراجع | منابع | ביבליוגרפיה | מקורות
参考文献 | 參考文獻 | 参考书目 | 參考書目 | 引用文献 | 引用文獻 | 참고문헌
"""

RESOURCES = """
resources | resource | sources | source | further reading | additional reading | more reading
recommended reading | suggested reading | suggested readings | recommended readings
further readings | reading list | external links | useful links | further resources
further information | webliography | for further reading | source material
quellen | quelle | ressourcen | weiterführendes | weiterführende links | zum weiterlesen
zum nachlesen | weiterführende informationen | weiterlesen | lesetipps | leseempfehlungen
weblinks
sources | ressources | ressource | pour aller plus loin | aller plus loin | en savoir plus
pour en savoir plus | pour approfondir | à lire | à lire aussi | lectures
fuentes | fuente | recursos externos | recursos adicionales | para saber más | otras lecturas
lecturas | lecturas recomendadas | lecturas adicionales | más información | para leer más
enlaces de interés | fontes | fonte | leia mais | saiba mais | para saber mais | leituras
leitura complementar | leitura adicional | para ampliar | fonti | risorse | per approfondire
approfondimenti | letture
per saperne di più | bronnen | bron | verder lezen | meer weten | meer lezen | lees meer
meer informatie
źródła | źródło | materiały | więcej informacji | dalsza lektura | zdroje | další čtení
источники | источник | материалы по теме | что почитать | что ещё почитать | ещё почитать
почитать | читать дальше | читать далее | полезные ссылки | дополнительные материалы
ссылки по теме | джерела | джерело | корисні посилання | додаткові матеріали | що почитати
матеріали за темою | surse | resurse | källor | vidare läsning | läs mer | kilder | kilde
les mer | læs mere | lähteet | lisätietoa | kaynaklar | kaynak | nguồn | tham khảo | referensi
sumber | πηγές | források | المصادر | مصادر
参考资料 | 參考資料 | 参考 | 參考 | 参考链接 | 參考連結 | 资料来源 | 資料來源 | 来源
來源 | 出处 | 出處
延伸阅读 | 延伸閱讀 | 扩展阅读 | 擴展閱讀 | 拓展阅读 | 进一步阅读 | 進一步閱讀
推荐阅读 | 推薦閱讀 | 阅读资料 | 推荐资料 | 引用
参考リンク | 参照 | 出典 | 引用元 | リファレンス | 참고자료 | 참고 | 출처 | 레퍼런스 | 읽을거리
"""

LINKS = """
links | link | useful reading | essential reading | see also | also see | related | learn more
read more | more information
find out more | citations
recursos | weitere informationen | siehe auch | mehr zum thema | mehr dazu | linkliste | linktipps
verweise
liens | lien | voir aussi | enlaces | enlace | ver también | véase también | leer más
ligações | artigos relacionados | veja também | leia também | mais informações | collegamenti
vedi anche
zie ook | linki | odsyłacze | zobacz też | zobacz także | czytaj więcej | odkazy | zdroj
ссылки | ссылка | материалы | см также | смотрите также | читайте также | больше о | ещё о
посилання | дивіться також | див також | читайте також | linkuri | länkar | lenker | linkit
hivatkozások | קישורים | tautan | liên kết | bağlantılar | σύνδεσμοι
相关链接 | 相關連結 | 更多资料 | 更多資料 | 相关 | 相關 | 链接 | 連結 | 鏈接 | 関連 | リンク
リンク集
링크 | 관련 | 함께 읽기 | 같이 보기
"""

MODIFIERS = """
a an and or the of for from in to this that these some my our more other others additional useful
further related recommended suggested important helpful external internal selected key primary
secondary main online web general official good great interesting relevant free cited used
consulted article articles post posts chapter page pages story episode section site sites website
websites blog blogs book books paper papers video videos podcast podcasts tool tools document
documents documentation material materials media reading readings list notes credits here annotated
selection
mentioned show learning content url
weitere weiteres weiterführende weiterführender nützliche wichtige hilfreiche empfohlene interne
externe verwendete und oder zum zur zu im in der die das dieser diesem thema artikel sowie bücher
auswahl
utile utiles externe externes complémentaires connexes et ou de des du d la le les l cet cette
pour
quelques autres supplémentaires principales bibliographiques documentaires utilisées citées notes
sommaire
útiles relacionados relacionadas externos externas adicionales bibliográficas bibliográficos y e
del
el los las otras otros recomendados recomendadas consultadas utilizadas este artículo interés más
recomendada comentada
úteis complementares do da dos das adicionais utili esterni esterne bibliografici bibliografiche
consigliate correlati i di nuttige handige externe geraadpleegde gebruikte en voor och a przydatne
dodatkowe
zewnętrzne użyteczne užitečné použité použitá a полезные использованные использованная внешние
дополнительные дополнительная дополнительно и по теме на ещё еще статьи книги для чтения корисні
додаткові додаткова використані використаних використана зовнішні та і й за темою utile
suplimentare și
资料 資料 文献 文獻 链接 連結 鏈接 文章 文件 网站 網站 阅读 閱讀 推荐 推薦 书籍
書籍 主要 其他 其它 有用 的 及 与 與 和 教程
记事 記事 サイト 書籍 ページ 情報 元 先 した になった にした の 一覧 など 等 や と 相关 相關 更多
本文 外部
자료 문헌 글 문서 사이트 추천 및 더 관련 함께 읽기 링크
"""

TOPIC = """
on about for in of from to regarding über zu zum zur sur sobre acerca su o о об про по за
dotyczące
"""
"""Words behind which a heading names what its list is about."""
