"""The words that decide whether the full stop after them, or before them, ends a sentence.

English only, as the voice is; without the full stop that follows them.
"""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


TITLES = _words(
    "Dr Drs Mr Mrs Ms Mx Messrs Prof Rev Hon Gen Col Capt Cpt Lt Sgt Cpl Maj Cmdr Adm Gov Sen Rep "
    "Pres Supt Mme Mlle Msgr Fr Br Mt Ft Pvt Insp Det Amb Treas Dir"
)
"""They stand before a name and never end a sentence."""

NEVER = _words("e.g i.e eg ie vs cf viz approx ca circa incl excl resp al esp")
"""They never end a sentence, whatever follows (small letters)."""

BEFORE_NUMBER = _words(
    "no nos nr p pp fig figs vol vols ch chap sec sect art eq eqs pt app op bk par para ex tab "
    "ver v rev ed l ll n c § ft lb hr hrs min jan feb mar apr jun jul aug sep sept oct nov dec tel "
    "ext"
)
"""Before a digit they go on; else they are words of their own (small letters)."""

MAYBE = _words(
    "Inc Ltd Co Corp Bros Jr Sr Esq St Ste Ave Blvd Rd Ln Sq Pl Hwy Dept Univ Assn Est No Nos Jan "
    "Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun "
    "Fig Figs Vol Ch Sec Art Eq Ref Bldg Ph.D M.Sc B.Sc D.Phil M.Ed B.Ed M.Phil Cal Calif Mass "
    "Conn Tenn Ariz Colo Fla Mich Minn Wis Pa Va Wash Ore"
)
"""They end a sentence when the next word is one that begins sentences."""

INFORMAL_ABBREVIATIONS = _words(
    "etc approx dept est min max misc temp avg tel ext fig vol ch sec ed eds trans orig dr mr mrs "
    "ms prof st ave inc ltd co corp jr sr vs no nos pp ca cf viz lit fl hr hrs ft lb lbs oz obs "
    "univ assn gov rep sen gen col jan feb mar apr jun jul aug sep sept oct nov dec"
)
"""Where all is typed small, these do not end a sentence."""

STARTERS = _words(
    "The This That These Those He She It It's We They You I I'm I've I'll I'd An In On At By For "
    "From With As If When While After Before Since Until Although Though Because But And Or So "
    "Yet Then There There's Here What Who Why How Where Which My Your His Her Its Our Their Not "
    "Yes All Some Many Most Each Every Both One Once Now Today Tomorrow Yesterday However "
    "Moreover Meanwhile Nevertheless Therefore Also Another Such Only Even Let Please Do Does Did "
    "Is Are Was Were Will Would Can Could Should Nobody Everyone Everything Nothing Perhaps Maybe "
    "He's She's We're They're That's You're Don't During Despite Later Soon To Nor"
)
"""Words that begin sentences and are hardly ever part of a name."""

AFTER_TIME = _words(
    "EST EDT ET CST CDT CT MST MDT MT PST PDT PT GMT UTC BST CET CEST Eastern Central Mountain "
    "Pacific Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April "
    "May June July August September October November December"
)
"""What may follow "a.m." and "p.m." in the same sentence."""

FIRST_PERSON = _words("I I'm I've I'll I'd I’m I’ve I’ll I’d")
"""After an ellipsis these may go on with the sentence."""
