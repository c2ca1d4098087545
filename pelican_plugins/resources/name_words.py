"""Words that distinguish a person's name from that of an organisation."""

from __future__ import annotations

import re

OFFICE = re.compile(
    r"""
    \b(?:academ|akadem|administr|agenc|agentur|agenzia|alliance|asoc|associat|associaz|assoz|
    ausschuss|authorit|autorid|behörd|bibliot|broadcast|bundes|bureau|cabinet|charit|coalition|
    collectiv|comis|commis|committ|communi|compan|confeder|congress|consei|consejo|consort|consult|
    contribut|corporat|council|departa|departm|direct|divisi|edito|embass|empresa|enterpr|facult|
    federa|foundation|gazet|gesellsch|gobier|govern|hochschul|hospital|industr|inspect|institu|
    internat|journal|kommis|komit|laborat|librar|magazi|mediath|minist|network|netzwerk|observat|
    orchest|organi[sz]|parlam|parliam|politie|program|project|projekt|proyec|publica|publish|redac|
    redak|registr|republi|research|secretar|sekretar|servic|serviz|societ|société|socied|stiftung|
    syndic|televis|theat|tribun|universi|uniwer|verband|zeitung|zentr|
    агент|академ|архив|ассоц|библио|ведом|газет|департ|журнал|институт|інститут|комис|комит|коміт|
    компан|министер|міністер|музей|общес|організ|организ|правит|предприя|редак|служб|универ|універ|
    управл|фонд|центр)
    | (?:amt|behörde|bund|dienst|gesellschaft|institut|ministerium|stiftung|verband|verein|
    verlag|werke|zeitung|zentrum)\b
    | \b(?:archives?|associates|banco|bank|banque|board|brothers|büro|cent(?:er|re|
    ro)|chamber|church|city|co|college|comité|coop|corp|county|cour|court|crew|
    daily|desk|ecole|école|films?|firm|forum|fund|gmbh|groep|group|groupe|grupo|
    gruppe|guardian|herald|inc|initiative|kirche|labs?|league|liga|ligue|limited|llc|
    ltd|media|monitor|musée|museo|museum|nations?|news|office|oficina|onlus|open|
    partei|partido|partners|party|plc|police|polizei|post|prensa|press|presse|radio|
    reports?|review|royal|schools?|schulen?|senate|software|sons|spa|staff|states?|
    studios?|survey|team|tech|times|treasury|trust|uni[oó]n|unit|watch|weekly|
    wiki\w*|works|world|writers|банк|бюро|завод|партия|пресса|сайт|совет|союз|суд)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""In names of organisations: how a word begins, how it ends, and whole words; in few surnames."""

NO_PERSON = frozenset(
    """
    a admin amnesty an anon anonym anonymous apple author authors by dame das die dr dr. for
    frau google greenpeace herr il lady lord madame microsoft monsieur mr mr. mrs mrs. ms ms.
    os oxfam prof prof. professor sir the um various with without
    """.split()  # noqa: SIM905 (a list of words reads best as text)
)
"""In no name of a person, in lower case; after a title, nobody knows which name is which."""

NO_GIVEN = frozenset(
    """
    american asian australian black blue british canadian chinese deutsche deutscher dutch
    east european federal first french general german global great green health human indian
    irish italian japanese local national nationale new norddeutsche north old polish red
    russian save scottish south spanish swedish swiss süddeutsche ukrainian united water welsh
    west white wild young österreichische
    """.split()  # noqa: SIM905 (a list of words reads best as text)
)
"""No given names, in lower case, though some are surnames."""

PARTICLES = frozenset(
    """
    't af al am auf aus bin d da dagli dal dalla das de degli dei del della den der des di do
    dos du el het ibn la las le les lo los op te ten ter tho thoe toe tot van ver vom von y zu
    zum zur à
    """.split()  # noqa: SIM905 (a list of words reads best as text)
)
"""Of family names, such as `van den Berg`."""

FAMILY_FIRST = frozenset(
    """
    Bai Bui Bùi Cao Chen Cheng Cho Choi Dang Deng Ding Dinh Do Dong Du Duong Dương Fang Feng
    Fu Gao Guo Han He Ho Hoang Hong Hoàng Hu Hua Huang Huynh Hwang Hồ Jang Jeong Jia Jiang Jin
    Jo Jung Kang Kim Kong Kwon Lai Le Lee Lei Li Liang Liao Lim Lin Liu Lu Luo Luong Ly Lê Lý
    Ma Mao Meng Moon Ngo Nguyen Nguyễn Ngô Oh Pan Park Peng Pham Phan Phạm Qian Qin Ren Shao
    Shen Shi Shin Song Su Sun Tan Tang Tao Tian Tran Trinh Truong Trương Trần Vo Vu Võ Vũ Wan
    Wang Wei Wu Xi Xia Xiao Xie Xiong Xu Xue Yan Yang Yao Ye Yi Yin Yoo Yoon Yu Yuan Zeng
    Zhang Zhao Zheng Zhong Zhou Zhu Zou Đặng Đỗ
    """.split()  # noqa: SIM905 (a list of words reads best as text)
)
"""Chinese, Korean and Vietnamese family names: if one comes first, the order is unknown."""

COUNTRIES = frozenset(
    """
    AI AU BBC CH CIA DE EU FBI FM FR GB HQ II III IT IV NYC PR TV UK UN US USA
    """.split()  # noqa: SIM905 (a list of words reads best as text)
)
"""In capitals as initials are, but usual behind a name: `Oxfam GB`."""
