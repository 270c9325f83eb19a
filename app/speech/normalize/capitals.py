"""Words in capitals: letters, a word, or a raised voice.

"FBI" is spelled, "NASA" is a word, "STOP" is a word said with emphasis, and in a text that is all
in capitals everything is a word but the abbreviations that everybody spells. What is in no list
is spelled when it is short or cannot be pronounced. Words that stay are written small where
espeak-ng would spell them or lose their ending.
"""

from __future__ import annotations

import re

from app.speech.normalize.context import word_before
from app.speech.normalize.page import Page
from app.speech.normalize.spelling import spell
from app.speech.normalize.word_list import listed

_SPELLED = listed("""
    AAA AARP ABC ACL ACLU ADHD AI AKA AMC AOL API ASAP ASL ATF ATM ATV AWD AWS BA BMI BBC BBQ
    BMW BYOB CBS CD CDC CEO CFO CIA CIO CLI CNN COO CPA CPR CPU CSS CT CTO CV CVS DARPA DEA
    DHS DIY DJ DMV DNA DNS DOB DOE DOJ DUI DVD DVR ECG EDM EEG EKG EMS EMT EPA ER ERP ESL ESPN
    EST ETA EU EV FAA FAQ FBI FCC FDA FDR FTC FTP GDP GDPR GI GMO GMT GOP GPA GPS GPU GUI HBO
    HDMI HIV HMO HOA HR HTML HTTP HTTPS IBM ICBM ICU ID IDE IEEE IMF IMHO IMO IOU IP IPA IPO
    IQ IRA IRS ISBN ISO ISP IUD IVF JFK KFC KGB KO LAPD LCD LED LGBT LGBTQ LLC LOL LSD MBA MD
    MIA MIT MLB MLK MMA MRI MTV MVP NAACP NBA NBC NCAA NFL NGO NHL NHS NIH NPR NRA NSA NYC
    NYPD NYSE NYU OCD OECD OEM OMG OPM ORM PBS PC PDF PE PGA PHP PIP PMS PNG POV POW PR PSA PTA PTO
    PTSD QA RNA ROFL ROI RPG RPM RSVP RV SAT SDK SEC SEO SMS SOS SPF SQL SSD SSN STD SUV TA
    TBA TBD TCP TGIF TLC TNT TSA TV UAE UAV UCLA UDP UFC UFO UHF UI UK UN UPS URI URL USA USB
    USC USDA USMC USPS USSR UTC UTI UX VAT VCR VFX VHS VIP VP VPN VR WWE WWF WWW XML YMCA YWCA
    """)
_SAID = {
    "UNESCO": "Yunesco",
    "GIF": "gif",
    "JPEG": "J peg",
    "MPEG": "M peg",
    "HIPAA": "hippa",
    "NOAA": "Noah",
    "CRISPR": "crisper",
    "WYSIWYG": "wizzy wig",
    "SCSI": "scuzzy",
    "RAID": "raid",
    "COVID": "covid",
    "OK": "okay",
}
_WORDS = listed("""
    AIDS AMBER ASCII BASIC BIOS CERN COBOL DOS EPCOT FEMA FIFA FOMO IKEA ISIS JSON LAN LASER
    LEGO LIDAR MENSA MERS MIDI NAFTA NASA NASCAR NASDAQ NATO NIMBY NIST OPEC OSHA PETA PIN
    POTUS RADAR RAM ROM SARS SCOTUS SCUBA SIM SONAR SWAT TASER UNICEF VOIP WAN YAML YOLO ZIP
    """)
_MIXED = {
    "PhD": "P H D",
    "PhDs": "P H D's",
    "IoT": "I O T",
    "WiFi": "wifi",
    "Wi-Fi": "wifi",
    "SaaS": "sass",
    "LaTeX": "lah tek",
    "VoIP": "voyp",
    "OKs": "okays",
    "WWI": "World War one",
    "WWII": "World War two",
    "ok": "okay",
    "Ok": "okay",
}
_COMMON = listed("""
    am an as at be by do go he if in is me my no of oh on or so to up we hi ha the and for are
    but not you all any can had her was one our out day get has him his how man new now old
    see two way boy did its let put say she too use yes yet run big end far few got own why
    top try ask men job red set six ten bad car cut eat lot low off pay per fun hot key law
    sit sun war win add age air art bed bit box buy die dog dry due ear egg eye fit fix fly
    gas god gun guy hit ice ill kid lay leg lie lip mad map mix mom mud net nor nut oil pan
    pen pet pop pot raw rid sad sea sky son tea tie tip toe van via wet won act arm bag bar
    bus cat cow cup dad fat sir cry fan joy odd zoo hey wow ugh bye yay boo who aid ago bet
    big bug cop dip fee fog hat hop hug jam jar jaw jet kit lap lid log max mob nap owe pig
    pin rat rib row rub sin ski spy sue tap tax tin ton toy tub wax web yep nope ooh aah aha
    huh
    """)
_EITHER = listed("IT US WHO AM MAY AID ICE CAN ALL")
"""Abbreviations that are words as well: in a text in capitals they are words."""

_ONSETS = listed(
    "bl br ch cl cr dr dw fl fr gh gl gr gn kn ph pl pr ps qu rh sc sh sk sl sm sn sp sq st sw "
    "th tr tw wh wr sch scr shr spl spr str thr chr phr"
)
_LONG = 6
"""From this length on a word with vowels is a word, whatever its consonants."""

_UNSAYABLE = re.compile(r"[^aeiouy]{4,}$|[bdgkpt][bdgkmnf]$|[fhjqvw][^aefioustylnk]$|[jqv]$")
_CAPITALS = re.compile(r"(?<![\w.'])([A-Z]+'[A-Z]+(?:'[A-Z]+)?|[A-Z]{2,})('?s(?!\w)|(?!\w))")
_ALL_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_WITH_SMALL = re.compile(r"\b\w*[a-z]\w*\b")
_OTHERS = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _MIXED))})(?!\w)")


def read_capitals(page: Page) -> None:
    """Read what is in capitals, or in an unusual mixture."""
    others = _OTHERS.finditer(page.text)
    page.read_all([(match.start(), match.end(), _MIXED[match[0]]) for match in others])
    found = list(_CAPITALS.finditer(page.text))
    if not found:
        return
    shouted = _shouted(page.typed)
    readings = [(match.start(), match.end(), _capitals(match, shouted)) for match in found]
    page.read_all([reading for reading in readings if reading[2]])


def _shouted(text: str) -> bool:
    """Whether most words are in capitals and they are not just abbreviations."""
    loud = _ALL_CAPITALS.findall(text)
    words = [word for word in loud if word not in _SPELLED and word not in _WORDS]
    words = [word for word in words if word.lower() in _COMMON or len(word) > 3]
    return len(words) >= 2 and len(loud) > 2 * len(_WITH_SMALL.findall(text))


def _capitals(match: re.Match[str], shouted: bool) -> str:
    """The words for capitals with an optional ending; empty when they stay as they are."""
    letters, ending = match[1], match[2]
    if letters.endswith("'S"):
        letters, ending = letters[:-2], "'s"
    if "'" in letters:
        return letters.lower()
    if _is_word(match, letters, shouted):
        # espeak-ng drops the ending of a word in capitals, and spells some words.
        said = _SAID.get(letters, letters.lower() if shouted or ending or len(letters) < 4 else "")
        return said + ending if said else ""
    return spell(letters, ending)


def _is_word(match: re.Match[str], letters: str, shouted: bool) -> bool:
    if letters in _SAID or letters in _WORDS:
        return True
    if letters in _EITHER and letters != "WHO":
        return shouted or letters in ("MAY", "ALL", "CAN") or word_before(match) == "I"
    if letters == "WHO":
        return shouted or word_before(match).lower() != "the"
    if letters in _SPELLED:
        return False
    if letters.lower() in _COMMON:
        return True
    if shouted:
        return any(letter in "AEIOUY" for letter in letters)
    return len(letters) > 3 and pronounceable(letters.lower())


def pronounceable(word: str) -> bool:
    """Whether an unknown word in capitals looks like a word rather than like initials."""
    vowel = re.search("[aeiouy]", word)
    if not vowel:
        return False
    onset = word[: vowel.start()]
    sayable = len(onset) < 2 or onset in _ONSETS
    return len(word) >= _LONG or (sayable and not _UNSAYABLE.search(word))
