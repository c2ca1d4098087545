"""Words that no comparison can judge: distinct words that look alike, and synonyms.

All in lower case, without accents.
"""

from __future__ import annotations

_COUNTRIES = """
    afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan
    bahamas bahrain bangladesh barbados belarus belgium belize benin bhutan bolivia bosnia botswana
    brazil brunei bulgaria burkina burundi cambodia cameroon canada chad chile china colombia
    comoros congo croatia cuba cyprus denmark djibouti dominica dominican ecuador egypt eritrea
    estonia eswatini ethiopia fiji finland france gabon gambia georgia germany ghana greece grenada
    guatemala guinea guyana haiti honduras hungary iceland india indiana indonesia iran iraq ireland
    israel italy jamaica japan jordan kazakhstan kenya kiribati kosovo kuwait kyrgyzstan laos latvia
    lebanon lesotho liberia libya liechtenstein lithuania luxembourg macedonia madagascar malawi
    malaysia maldives mali malta mauritania mauritius mexico micronesia moldova monaco mongolia
    montenegro morocco mozambique namibia nauru nepal netherlands nicaragua niger nigeria norway
    oman pakistan palau palestine panama paraguay peru philippines poland portugal qatar romania
    russia rwanda samoa senegal serbia seychelles singapore slovakia slovenia somalia somaliland
    spain sudan suriname sweden switzerland syria taiwan tajikistan tanzania thailand togo tonga
    tunisia turkey turkmenistan tuvalu uganda ukraine uruguay uzbekistan vanuatu venezuela vietnam
    yemen zambia zimbabwe carolina dakota virginia kansas arkansas
"""

# Pairs and triples that differ by one letter.
_NEIGHBOURS = """
    access adaption adoption angel angle artist artiste beach breach breadth breath capital
    capitol carton cartoon casual causal chance change climat climate closest closet complement
    compliment contact contract cosmetic cosmic country county creation critic critical cultural
    culture dairy desert dessert detention diary economic economical emigrant eminent ethical
    ethnic exception excess fiend font friend front gene generation historic historical human
    humane immigrant imminent infection inflation inflection injection inspection inspiration
    intention interface interlace invention local locale marital martial migrant moral morale
    morning mourning nation national natural nature persecution personal personnel plain plane
    planet planets precedent prescription president principal principle project proscription
    prosecution protect pubic public quiet quite ration rational reaction region regional
    retention secret secrete silver sliver stationary stationery statue status statute structural
    structure though thread through trail tread trial united untied vaccine vaccines
"""

DISTINCT_WORDS = frozenset((_COUNTRIES + _NEIGHBOURS).split())
"""Distinct words, however similar two of them look."""

NO_PLURALS = frozenset(
    """
    acoustics arms athletics biden bidens clothes customs ethics forces glasses goods https imaps
    ios mathematics means media news ops ours pains paris peoples physics politics pops
    premises react reacts savings spirits states statistics times ups waters woods works
    """.split()  # noqa: SIM905 (a list of words reads best as text)
)
"""Words ending in s that are not the plural of the word without it."""

SHORT_NOUNS = frozenset(
    """
    age aid ant api app arm bag bar bat bed bee bid bit bot box boy bug bus cab cap car cat
    cow cpu cup day dog drm ear egg elf era eye fan fee fly fox fur gem gif gig gpu gun guy
    hat hub ide inn jam jar job key kid kit lab law leg lie lip log map mod nut oak owl ox pdf
    pen pet pie pig pin pot pub rat ray rib rod row rug saw sdk sea ski sky spy tag tax tie
    tip toe tool top toy url van vat vm vow vpn war wig zip zoo
    """.split()  # noqa: SIM905 (a list of words reads best as text)
)
"""English nouns of three letters. Of others, one may be of another language: `sol`, `sols`."""

KNOWN_WORDS = frozenset(
    """
    accessibility agriculture android angular ansible archaeology architecture arduino ascii
    asciidoc astronomy biodiversity biography bluesky bluetooth bootstrap bottom calendar
    chromium climate cloudflare commonmark community composer conference debian democracy
    development discord django docker documentary drupal economics education election eleventy
    elixir emacs energy environment exhibition facebook fedora festival firefox flutter
    football gardening gatsby geography github gitlab gnome google government gradle grafana
    graphql gutenberg hackathon haskell health history homebrew housing independent instagram
    interview javascript jekyll jenkins journalism jquery jupyter knowledge kotlin kubernetes
    language laravel latex library linkedin literature machine management markdown marketing
    mastodon mathematics medicine medium mercurial microsoft migration mongodb mozilla museum
    networking newsletter nginx node npm openstreetmap pandas parenting pelican performance
    philosophy photography pinterest podcast politics postgres postgresql powershell privacy
    programming prometheus psychology publishing pytest python raspberry react reddit redis
    religion research restaurant rust safari scala science security selenium separate
    sociology software sqlite statistics sustainability svelte swift symfony technology
    telegram television terraform testing tournament translation travel tumblr tutorial
    twitter typescript ubuntu unicode university vagrant vegetarian vscode weather webpack
    wikipedia windows wireguard wordpress xcode yaml youtube zotero
    """.split()  # noqa: SIM905 (a list of words reads best as text)
)
"""Names and words that many sites have as tags: a word with one letter changed is a typo."""

ACCENT_SENSITIVE = frozenset(
    "expose lame mate pate peche resume rose roses sake tache maine papa".split()  # noqa: SIM905
)
"""Words with another meaning with an accent: `resume`, `résumé`."""

_ONE = """
    ai = artificial intelligence
    beijing = peking
    belarus = byelorussia
    burma = myanmar
    cambodia = kampuchea
    cape verde = cabo verde
    chernobyl = chornobyl
    czechia = czech republic
    drc = dr congo = democratic republic of the congo
    east timor = timor-leste
    eswatini = swaziland
    eu = european union
    go = golang
    icc = international criminal court
    imf = international monetary fund
    ivory coast = cote d'ivoire
    javascript = js
    k8s = kubernetes
    kharkiv = kharkov
    kolkata = calcutta
    kyiv = kiev = kyjiw
    lviv = lvov
    mumbai = bombay
    mykolaiv = nikolaev
    odesa = odessa
    openstreetmap = osm
    postgres = postgresql
    turkey = turkiye
    typescript = ts
    uae = united arab emirates
    uk = united kingdom
    un = united nations
    unity = unity3d
    us = usa = united states = united states of america
    who = world health organization = world health organisation
"""

SYNONYMS: dict[str, str] = {
    name: line.split(" = ")[0].strip()
    for line in _ONE.strip().splitlines()
    for name in (part.strip() for part in line.split(" = "))
}
"""By each name of a thing, the first of its names."""
