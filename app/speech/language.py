"""Whether a text is plainly in another language than the voice speaks. Pure and fast.

One calm sentence tells the user why it will sound odd; the text is spoken all the same. Scripts
are counted by the names of their letters; languages in Latin letters are told apart by their
commonest small words, which needs no model and cannot be fooled by names or code. A detector
from a library (lingua, langdetect) weighs many times more and is made to name a language for
any text at all, while here silence is the right answer in doubt.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_SAMPLE, _SLICES = 6000, 12
_FEWEST_WORDS = 8
_FOREIGN_SHARE = 0.3

_SCRIPTS = {
    "ARABIC": "Arabic letters",
    "ARMENIAN": "Armenian",
    "BENGALI": "Bengali",
    "CJK": "Chinese",
    "CYRILLIC": "Cyrillic letters",
    "DEVANAGARI": "Devanagari letters",
    "ETHIOPIC": "Ethiopic letters",
    "GEORGIAN": "Georgian",
    "GREEK": "Greek",
    "GUJARATI": "Gujarati",
    "GURMUKHI": "Punjabi",
    "HANGUL": "Korean",
    "HEBREW": "Hebrew",
    "HIRAGANA": "Japanese",
    "KANNADA": "Kannada",
    "KATAKANA": "Japanese",
    "KHMER": "Khmer",
    "LAO": "Lao",
    "MALAYALAM": "Malayalam",
    "MYANMAR": "Burmese",
    "ORIYA": "Odia",
    "SINHALA": "Sinhala",
    "TAMIL": "Tamil",
    "TELUGU": "Telugu",
    "THAI": "Thai",
    "TIBETAN": "Tibetan",
}
_TELLING_LETTERS = {
    "CYRILLIC": (("Ukrainian", "іїєґ"), ("Russian", "ыэё")),
    "ARABIC": (("Urdu", "ٹڈڑےں"), ("Persian", "پچژگ")),
}

_ENGLISH = (
    "the of and to in is that it was for on with as are be this he have from his but not they at "
    "which you we she her had or by an were been their has will would there what if can all so "
    "my me your do no one out up when who them then than its"
)
_LANGUAGES = {
    "German": "der die das und ist nicht ein eine zu den mit sich auf für von dem des ich sie wir "
    "es im auch als an werden aus hat dass wird bei einer war nach noch oder aber wie über einen "
    "sind nur um",
    "French": "le la les de des et est un une du en que qui dans pour pas sur ce il elle nous vous "
    "je ne au aux avec plus sont par mais ou se son sa ses cette été être leur même comme",
    "Spanish": "el la los las de que y en un una es por con no para se del al lo como más su pero "
    "sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde fue",
    "Italian": "il lo la gli le di che e è un una in per non con si del della dei delle da sono "
    "al come più ma anche alla nel nella questo questa ha era suo sua ho ai dal essere",
    "Portuguese": "o a os as de que e do da em um uma é para com não por mais dos das se na no ao "
    "como mas foi ele ela seu sua ou quando muito nos já eu também pelo pela até isso",
    "Dutch": "de het een en van ik te dat die in is niet op aan met voor zijn er maar om hem dan "
    "zou of wat mijn ook als bij nog wel naar heeft hij zij wordt worden deze uit door kan",
    "Swedish": "och att det i en jag som på är av för med den till inte om ett han men var sig "
    "från vi så kan när hade hon de eller mot ska har också sin än man",
    "Danish": "og at det i en jeg som på er af for med den til ikke om et han men var sig fra vi "
    "så kan når havde hun de eller mod skal har også sin end man blev efter hvad nu der",
    "Norwegian": "og å det i en jeg som på er av for med den til ikke om et han men var seg fra vi "
    "så kan når hadde hun de eller mot skal har også sin enn man ble etter hva nå der",
    "Polish": "i w nie na się z do to że jest jak co o po ale za od są był była było przez dla tak "
    "jego jej ich już tylko oraz czy który która które tego być może go",
    "Czech": "a se v na je že to s z do o i ale jako za by tak po co pro jsem byl bylo jeho jen "
    "když jak nebo ve jsou není také které který už od její si",
    "Hungarian": "a az és hogy nem egy is ez de meg volt csak már mint még van ha vagy azt ki el "
    "minden mert nagyon lehet amely után kell pedig én ő",
    "Finnish": "ja on ei että se hän oli mutta ovat kun niin kuin myös tai sen joka mitä ole olla "
    "jos vain nyt ne tämä ovat minä sinä joten sitä",
    "Turkish": "ve bir bu da de için çok ile ne o ben var daha gibi ama en kadar değil mi sonra "
    "olarak ki olan her oldu şey diye veya",
    "Romanian": "și de la în a nu o cu un că pe mai să din este ce se care pentru au fost sunt dar "
    "sau ca lui fi acest prin după era",
    "Indonesian": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena "
    "ada oleh mereka bisa adalah kami atau telah sudah seperti kita",
}
_ENGLISH_WORDS = frozenset(_ENGLISH.split())
_WORDS = {name: frozenset(words.split()) for name, words in _LANGUAGES.items()}
_WORD = re.compile(r"[^\W\d_]+")


def notice(text: str) -> str:
    """One sentence for the user when `text` is plainly not English, else an empty string.

    Looks at a sample of a few thousand characters, taken from all over the text.
    """
    sample = _sample(text)
    foreign = _foreign_script(sample)
    if foreign:
        looks = f"is in {foreign}" if foreign.endswith("letters") else f"looks like {foreign}"
        return f"This text {looks}; the voice speaks English and can read it only in part."
    language = _latin_language(sample)
    if language:
        return (
            f"This text looks like {language}; the voice speaks English and will read it with an "
            "English accent."
        )
    return ""


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    length = _SAMPLE // _SLICES
    step = (len(text) - length) // (_SLICES - 1)
    return " ".join(text[at * step : at * step + length] for at in range(_SLICES))


def _foreign_script(sample: str) -> str:
    """The name of the script or language that a good part of the letters is in; or nothing."""
    letters = Counter(sign for sign in sample if sign.isalpha())
    scripts: Counter[str] = Counter()
    for sign, count in letters.items():
        if not sign.isascii():
            scripts[unicodedata.name(sign, "").split(" ")[0].split("-")[0]] += count
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > 0.1 * scripts["CJK"]:
        scripts["HIRAGANA"] += scripts.pop("KATAKANA", 0) + scripts.pop("CJK", 0)
    known = {name: count for name, count in scripts.items() if name in _SCRIPTS}
    if not known:
        return ""
    script = max(known, key=lambda name: known[name])
    if known[script] < max(2, _FOREIGN_SHARE * letters.total()):
        return ""
    for language, telling in _TELLING_LETTERS.get(script, ()):
        if sum(letters[sign] for sign in telling) >= 0.01 * known[script]:
            return language
    return _SCRIPTS[script]


def _latin_language(sample: str) -> str:
    """The language whose small words are much commoner here than English ones; or nothing."""
    # Names are full of "de la" and "Los": a word counts where it is typed small.
    words = _WORD.findall(sample.lower() if sample.isupper() else sample)
    if len(words) < _FEWEST_WORDS:
        return ""
    counts = Counter(words)
    english = _found(counts, _ENGLISH_WORDS)
    scores = {name: _found(counts, known) for name, known in _WORDS.items()}
    best = max(scores, key=lambda name: scores[name])
    different = sum(1 for word in _WORDS[best] if len(word) > 1 and word in counts)
    plainly = scores[best] >= 0.2 * len(words) and scores[best] > 2 * english and different >= 3
    return best if plainly else ""


def _found(counts: Counter[str], known: frozenset[str]) -> int:
    return sum(counts[word] for word in known)
